/** A whole network in one process, for somebody who wants to see it before setting it up. */
@NullMarked
package connet.app.demo;

import org.jspecify.annotations.NullMarked;
