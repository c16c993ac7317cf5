/** The status page: what a program is doing, as JSON in the shape of the existing network's. */
@NullMarked
package connet.app.status;

import org.jspecify.annotations.NullMarked;
