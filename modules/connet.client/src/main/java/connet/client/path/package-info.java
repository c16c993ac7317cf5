/** The paths of one endpoint to its peers, and which of them is taken. */
@NullMarked
package connet.client.path;

import org.jspecify.annotations.NullMarked;
