/**
 * The conversations of the control server: one class for each kind, each on virtual threads of its
 * own.
 */
@NullMarked
package connet.control.session;

import org.jspecify.annotations.NullMarked;
