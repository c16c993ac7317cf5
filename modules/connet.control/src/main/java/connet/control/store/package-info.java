/** What outlives a restart of the control server, kept in one crash-safe file. */
@NullMarked
package connet.control.store;

import org.jspecify.annotations.NullMarked;
