/** The roles as the program runs them: by a configuration, with a state folder and certificates. */
@NullMarked
package connet.app.role;

import org.jspecify.annotations.NullMarked;
