/** What the tests of the other modules share. Not shipped. */
@NullMarked
package connet.testkit;

import org.jspecify.annotations.NullMarked;
