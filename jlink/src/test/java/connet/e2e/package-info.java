/** Tests of the linked image, as its users run it: its processes, never its classes. */
@NullMarked
package connet.e2e;

import org.jspecify.annotations.NullMarked;
