/** The fallback: admits clients by ticket and pairs sources with destinations. */
@NullMarked
package connet.relay;

import org.jspecify.annotations.NullMarked;
