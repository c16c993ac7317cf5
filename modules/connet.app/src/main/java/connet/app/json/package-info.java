/** JSON, as far as log lines and the page of the demonstration need it. */
@NullMarked
package connet.app.json;

import org.jspecify.annotations.NullMarked;
