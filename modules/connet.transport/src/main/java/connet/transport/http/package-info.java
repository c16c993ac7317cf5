/**
 * HTTP/1.1 and WebSocket on blocking streams: Netty's codecs, and what a proxy has to do between
 * them. Knows nothing of sockets; the package above says what a {@link connet.transport.http.Wire}
 * is.
 */
@NullMarked
package connet.transport.http;

import org.jspecify.annotations.NullMarked;
