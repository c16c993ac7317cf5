/**
 * What the configuration may say and how it is read: keys, files, flags, and one line for each
 * thing that is wrong.
 */
@NullMarked
package connet.app.config;

import org.jspecify.annotations.NullMarked;
