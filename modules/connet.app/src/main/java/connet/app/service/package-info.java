/** Roles as services of the operating system: systemd, launchd, the services of Windows. */
@NullMarked
package connet.app.service;

import org.jspecify.annotations.NullMarked;
