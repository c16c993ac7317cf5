package connet.client.control;

import connet.client.address.Names;
import connet.client.stream.TimedFrames;
import connet.client.task.Race;
import connet.client.task.Race.Attempt;
import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.protocol.ClientAuthenticateRequest;
import connet.protocol.ClientAuthenticateResponse;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.ErrorStatusException;
import connet.protocol.Framing;
import connet.transport.ConnectionClosedException;
import connet.transport.ConnectionEnd;
import connet.transport.DialSettings;
import connet.transport.QuicConnection;
import connet.transport.QuicSocket;
import connet.transport.QuicStream;
import connet.transport.ServerTrust;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Makes sessions with the control server: resolves its name, dials all its addresses and
 * authenticates on the first that answers. Used by one thread.
 */
final class ControlDialer {
  /**
   * A dial is given up so much earlier than it might: its packets go out after 0, 1 and 3 s, and
   * then a new dial finds a server that has come back sooner.
   */
  private static final Duration EARLIER = Duration.ofSeconds(1);

  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration STAGGER = Duration.ofMillis(250); // RFC 8305, section 8

  /** How long the server may be silent before it is asked for a sign of life. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  private final QuicSocket socket;
  private final Names names;
  private final Login login;
  private long sessions;

  /**
   * By this the server knows us again. It is kept in memory only: the existing network holds on to
   * the certificates that it first saw with it, and ours are new after a restart.
   */
  private Bytes reconnectToken = Bytes.EMPTY;

  /** Whether the attempt before this one ended with a refusal that may have been none. */
  private boolean doubtful;

  ControlDialer(QuicSocket socket, Names names, Login login) {
    this.socket = socket;
    this.names = names;
    this.login = login;
  }

  /**
   * A new session.
   *
   * @throws ErrorStatusException if the server refuses us
   * @throws IOException if it cannot be reached, or does not answer in time
   */
  ControlSession connect() throws IOException, InterruptedException {
    List<Attempt<QuicConnection>> attempts =
        names.resolve(login.server().host()).stream()
            .map(ip -> new InetSocketAddress(ip, login.server().port()))
            .<Attempt<QuicConnection>>map(address -> () -> dial(address))
            .toList();
    QuicConnection connection = Race.first("control", attempts, STAGGER);
    boolean authenticated = false;
    try {
      ControlSession session = authenticate(connection);
      authenticated = true;
      return session;
    } catch (ConnectionClosedException e) {
      throw refusal(e);
    } finally {
      if (!authenticated) {
        connection.close(ErrorCode.AUTHENTICATION_FAILED, "authentication failed");
      }
    }
  }

  private QuicConnection dial(InetSocketAddress address) throws IOException {
    return socket.dial(
        new DialSettings(
            address,
            login.serverName(),
            Alpn.Kind.CLIENT_CONTROL.offered(),
            null,
            new ServerTrust.Authorities(login.authorities()),
            handshake()));
  }

  private Duration handshake() {
    Duration most = login.handshake();
    return most.compareTo(EARLIER.multipliedBy(2)) > 0 ? most.minus(EARLIER) : most;
  }

  private ControlSession authenticate(QuicConnection connection) throws IOException {
    Framing framing = Alpn.Kind.CLIENT_CONTROL.framing(connection.alpn());
    QuicStream stream = connection.openStream(ANSWER);
    framing.write(
        stream.output(),
        new ClientAuthenticateRequest(
                login.token(), reconnectToken, login.version(), login.metadata())
            .encode());
    ClientAuthenticateResponse.Accepted accepted =
        switch (ClientAuthenticateResponse.decode(
            TimedFrames.read(stream, framing, Framing.UNAUTHENTICATED_MAX, ANSWER))) {
          case ClientAuthenticateResponse.Accepted yes -> yes;
          case ClientAuthenticateResponse.Refused(ErrorStatus error) ->
              throw new ErrorStatusException(error);
        };
    reconnectToken = accepted.reconnectToken();
    doubtful = false;
    // The stream stays open on our side: a server of the existing network takes no DATAGRAM, but
    // acknowledges a byte on this stream, which it never reads again. It does not wait for its end.
    connection.heartbeat(HEARTBEAT, stream);
    return new ControlSession(++sessions, connection, framing, accepted.publicAddress());
  }

  /**
   * A server that refuses closes at once, so that the code may be all that arrives. But one that
   * has not read our request in time, as it or its network has too much to do, closes with the same
   * code: a refusal without an answer is believed when it comes twice.
   */
  private IOException refusal(ConnectionClosedException e) {
    if (!(e.end() instanceof ConnectionEnd.ByPeer(long code, String reason)) || code == 0) {
      return e;
    }
    if (!doubtful) {
      doubtful = true;
      return e;
    }
    return new ErrorStatusException(new ErrorStatus((int) code, reason));
  }
}
