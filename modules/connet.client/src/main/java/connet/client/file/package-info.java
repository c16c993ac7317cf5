/** The files of a folder, as answers to HTTP requests. */
@NullMarked
package connet.client.file;

import org.jspecify.annotations.NullMarked;
