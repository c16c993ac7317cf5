/** What the endpoints of one client share. */
@NullMarked
package connet.client.node;

import org.jspecify.annotations.NullMarked;
