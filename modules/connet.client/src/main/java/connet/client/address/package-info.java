/** Where we can be reached, where peers may be dialed, and how often. */
@NullMarked
package connet.client.address;

import org.jspecify.annotations.NullMarked;
