package connet.client.relay;

import connet.client.node.LocalIdentity;
import connet.client.node.Node;
import connet.client.stream.TimedFrames;
import connet.client.task.Race;
import connet.client.task.Race.Attempt;
import connet.protocol.Alpn;
import connet.protocol.CertificateChecks;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.ErrorStatusException;
import connet.protocol.Framing;
import connet.protocol.HostPort;
import connet.protocol.OfferedRelay;
import connet.protocol.RelayClientAuthenticateRequest;
import connet.protocol.RelayClientAuthenticateResponse;
import connet.transport.DialSettings;
import connet.transport.QuicConnection;
import connet.transport.QuicStream;
import connet.transport.ServerTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes connections to a relay and shows the ticket there. */
final class RelayDialer {
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration STAGGER = Duration.ofMillis(250); // RFC 8305, section 8

  private final Node node;
  private final LocalIdentity self;

  RelayDialer(Node node, LocalIdentity self) {
    this.node = node;
    this.self = self;
  }

  /** A connection that the relay has admitted. */
  QuicConnection connect(OfferedRelay offer) throws IOException, InterruptedException {
    DialTarget target = target(offer);
    List<Attempt<QuicConnection>> attempts = new ArrayList<>();
    for (InetSocketAddress address : resolve(offer.addresses())) {
      attempts.add(() -> dial(address, target));
    }
    QuicConnection connection = Race.first("relay of " + self, attempts, STAGGER);
    int code = ErrorCode.CONNECTION_CHECK_FAILED;
    try {
      authenticate(connection, offer);
      code = ErrorCode.UNKNOWN;
      return connection;
    } catch (ErrorStatusException e) {
      code = e.status().code();
      throw e;
    } finally {
      if (code != ErrorCode.UNKNOWN) {
        connection.close(code, ErrorCode.describe(code));
      }
    }
  }

  /** What a relay must show, and the server name for it. */
  private record DialTarget(String serverName, X509Certificate leaf) {}

  private static DialTarget target(OfferedRelay offer) throws IOException {
    try {
      X509Certificate leaf = offer.serverCertificate().x509();
      return new DialTarget(CertificateChecks.serverName(leaf), leaf);
    } catch (CertificateException e) {
      throw new IOException("the relay's certificate cannot be used: " + e.getMessage(), e);
    }
  }

  /** All addresses of all hosts; a name that is not found leaves out its addresses only. */
  private List<InetSocketAddress> resolve(List<HostPort> hosts) throws IOException {
    List<InetSocketAddress> addresses = new ArrayList<>();
    IOException failure = new IOException("the relay has no address");
    for (HostPort host : hosts) {
      try {
        for (InetAddress ip : node.names().resolve(host.host())) {
          addresses.add(new InetSocketAddress(ip, host.port()));
        }
      } catch (IOException e) {
        failure = e;
      }
    }
    if (addresses.isEmpty()) {
      throw failure;
    }
    return addresses.stream().distinct().toList();
  }

  private QuicConnection dial(InetSocketAddress address, DialTarget target) throws IOException {
    return node.socket()
        .dial(
            new DialSettings(
                address,
                target.serverName(),
                Alpn.Kind.CLIENT_RELAY.offered(),
                self.client(),
                new ServerTrust.Pinned(target.leaf()),
                node.handshake()));
  }

  private void authenticate(QuicConnection connection, OfferedRelay offer) throws IOException {
    Framing framing = Alpn.Kind.CLIENT_RELAY.framing(connection.alpn());
    QuicStream stream = connection.openStream(ANSWER);
    framing.write(
        stream.output(),
        new RelayClientAuthenticateRequest(offer.authentication(), node.metadata(), node.version())
            .encode());
    byte[] answer = TimedFrames.read(stream, framing, Framing.UNAUTHENTICATED_MAX, ANSWER);
    if (RelayClientAuthenticateResponse.decode(answer)
        instanceof RelayClientAuthenticateResponse.Refused(ErrorStatus error)) {
      throw new ErrorStatusException(error);
    }
    // Our side of the stream stays open: a relay of the existing network acknowledges the bytes of
    // a heartbeat there, and reads none of them.
    connection.heartbeat(HEARTBEAT, stream);
  }
}
