/** Connections of one endpoint to the relays that the control server offers. */
@NullMarked
package connet.client.relay;

import org.jspecify.annotations.NullMarked;
