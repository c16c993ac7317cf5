/** Direct connections to the peers of one endpoint: dialing them, and taking those that dial us. */
@NullMarked
package connet.client.peer;

import org.jspecify.annotations.NullMarked;
