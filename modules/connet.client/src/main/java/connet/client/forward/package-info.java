/** Forwarded connections: how a source opens them, how a destination answers, what goes through. */
@NullMarked
package connet.client.forward;

import org.jspecify.annotations.NullMarked;
