/** The two ends: destinations, sources and the paths between peers. */
@NullMarked
package connet.client;

import org.jspecify.annotations.NullMarked;
