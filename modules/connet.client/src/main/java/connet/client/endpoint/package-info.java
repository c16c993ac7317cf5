/** One destination or source of the client: what it announces, and what it learns by that. */
@NullMarked
package connet.client.endpoint;

import org.jspecify.annotations.NullMarked;
