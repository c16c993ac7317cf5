package connet.client.node;

import connet.client.address.DialLimits;
import connet.client.address.Names;
import connet.client.control.ControlLink;
import connet.client.path.SilenceWatch;
import connet.client.task.Watched;
import connet.transport.QuicListener;
import connet.transport.QuicSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * What the endpoints of one client share.
 *
 * @param socket all connections of the client go through it: only so is the address that the
 *     control server sees the one at which peers reach us
 * @param listener accepts the peers that dial us
 * @param control the session with the control server
 * @param announced the addresses that peers are told
 * @param limits how often addresses may be dialed that peers have announced
 * @param names resolves host names
 * @param silence notices paths that no longer answer
 * @param version of this program
 * @param metadata about this client, for people to read
 * @param handshake how long the handshake of a connection may take
 */
public record Node(
    QuicSocket socket,
    QuicListener listener,
    ControlLink control,
    Watched<List<InetSocketAddress>> announced,
    DialLimits limits,
    Names names,
    SilenceWatch silence,
    String version,
    String metadata,
    Duration handshake) {}
