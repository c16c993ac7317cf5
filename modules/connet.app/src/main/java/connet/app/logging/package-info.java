/** Log lines: where they go and what they look like. */
@NullMarked
package connet.app.logging;

import org.jspecify.annotations.NullMarked;
