/** Who may meet: tokens, sessions, the directory of endpoints and the registry of relays. */
@NullMarked
package connet.control;

import org.jspecify.annotations.NullMarked;
