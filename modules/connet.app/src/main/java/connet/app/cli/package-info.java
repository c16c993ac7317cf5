/** The command line: what may be typed, what it means, and what the help says. */
@NullMarked
package connet.app.cli;

import org.jspecify.annotations.NullMarked;
