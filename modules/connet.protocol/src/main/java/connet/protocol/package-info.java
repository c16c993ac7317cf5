/** What is said: messages, framing, ids, certificates and keys, error codes. */
@NullMarked
package connet.protocol;

import org.jspecify.annotations.NullMarked;
