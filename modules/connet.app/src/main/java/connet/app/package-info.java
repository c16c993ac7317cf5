/** The hands: command line, configuration, logging and the roles put together. */
@NullMarked
package connet.app;

import org.jspecify.annotations.NullMarked;
