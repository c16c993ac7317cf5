/** Makes the runtime image; a part of the build, not of the image. */
@NullMarked
package connet.jlink;

import org.jspecify.annotations.NullMarked;
