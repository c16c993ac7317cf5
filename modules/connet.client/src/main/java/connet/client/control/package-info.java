/** The session with the control server. */
@NullMarked
package connet.client.control;

import org.jspecify.annotations.NullMarked;
