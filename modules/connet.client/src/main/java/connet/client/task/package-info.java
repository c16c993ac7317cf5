/** Conversations that live together, and the values that they wait for. */
@NullMarked
package connet.client.task;

import org.jspecify.annotations.NullMarked;
