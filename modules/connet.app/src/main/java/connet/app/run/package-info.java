/** What the commands do, and how what ends them becomes lines and an exit code. */
@NullMarked
package connet.app.run;

import org.jspecify.annotations.NullMarked;
