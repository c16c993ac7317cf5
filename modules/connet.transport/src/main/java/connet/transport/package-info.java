/** How bytes move: QUIC connections on a UDP socket, TCP, and joining two streams. */
@NullMarked
package connet.transport;

import org.jspecify.annotations.NullMarked;
