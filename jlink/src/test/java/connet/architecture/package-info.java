/** Rules about all modules at once, each with its reason. */
@NullMarked
package connet.architecture;

import org.jspecify.annotations.NullMarked;
