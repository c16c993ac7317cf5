/** Which endpoint is announced by whom, and who is told when that changes. */
@NullMarked
package connet.control.directory;

import org.jspecify.annotations.NullMarked;
