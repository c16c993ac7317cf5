/** Tells systemd how the program is doing, see sd_notify(3). */
@NullMarked
package connet.app.notify;

import org.jspecify.annotations.NullMarked;
