/** What the commands do: roles put together, started, and ended in order. */
@NullMarked
package connet.app.run;

import org.jspecify.annotations.NullMarked;
