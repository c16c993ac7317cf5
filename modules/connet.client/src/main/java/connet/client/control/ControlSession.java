package connet.client.control;

import connet.protocol.Framing;
import connet.transport.QuicConnection;
import java.net.InetSocketAddress;

/**
 * An authenticated connection to the control server.
 *
 * @param number counts the sessions of this client: a higher one is newer
 * @param connection closed by {@link ControlLink}
 * @param framing of all its streams
 * @param publicAddress where the server sees us
 */
public record ControlSession(
    long number, QuicConnection connection, Framing framing, InetSocketAddress publicAddress) {}
