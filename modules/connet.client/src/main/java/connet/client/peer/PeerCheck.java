package connet.client.peer;

import connet.client.stream.TimedFrames;
import connet.protocol.Alpn;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.ErrorStatusException;
import connet.protocol.Framing;
import connet.protocol.PeerRequest;
import connet.protocol.PeerResponse;
import connet.transport.QuicConnection;
import connet.transport.QuicStream;
import java.io.IOException;
import java.time.Duration;

/**
 * The first exchange on a direct connection: the dialer asks, the other answers. Only then does the
 * dialer know that its certificate was accepted.
 *
 * <p>Neither side ends its direction of the stream: a peer of the existing network, which takes no
 * DATAGRAM, still acknowledges the bytes of a heartbeat there, and reads none of them.
 */
final class PeerCheck {
  static final Duration HEARTBEAT = Duration.ofSeconds(1);
  static final Duration ANSWER = Duration.ofSeconds(3);

  private PeerCheck() {}

  static Framing framing(QuicConnection connection) {
    return Alpn.Kind.PEER_PEER.framing(connection.alpn());
  }

  /** Asks, and returns once there is an answer. */
  static void ask(QuicConnection connection) throws IOException {
    Framing framing = framing(connection);
    QuicStream stream = connection.openStream(ANSWER);
    framing.write(stream.output(), new PeerRequest.Check().encode());
    byte[] answer = TimedFrames.read(stream, framing, Framing.UNAUTHENTICATED_MAX, ANSWER);
    if (PeerResponse.decode(answer) instanceof PeerResponse.Refused(ErrorStatus error)) {
      throw new ErrorStatusException(error);
    }
    connection.heartbeat(HEARTBEAT, stream);
  }

  /** Waits to be asked, and answers. */
  static void answer(QuicConnection connection) throws IOException {
    Framing framing = framing(connection);
    QuicStream stream = connection.acceptStream();
    byte[] request = TimedFrames.read(stream, framing, Framing.UNAUTHENTICATED_MAX, ANSWER);
    if (!(PeerRequest.decode(request) instanceof PeerRequest.Check)) {
      throw new ErrorStatusException(
          new ErrorStatus(ErrorCode.CONNECTION_CHECK_FAILED, "the first request is not a check"));
    }
    framing.write(stream.output(), new PeerResponse.Checked().encode());
    connection.heartbeat(HEARTBEAT, stream);
  }
}
