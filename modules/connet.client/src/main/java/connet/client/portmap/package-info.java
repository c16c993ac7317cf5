/** Asking the router in front of this machine for a port on which peers can reach us. */
@NullMarked
package connet.client.portmap;

import org.jspecify.annotations.NullMarked;
