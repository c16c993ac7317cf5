/** Messages on streams. */
@NullMarked
package connet.client.stream;

import org.jspecify.annotations.NullMarked;
