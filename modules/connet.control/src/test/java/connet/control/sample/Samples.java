package connet.control.sample;

import connet.control.store.StoredRelay;
import connet.protocol.Bytes;
import connet.protocol.EndpointCertificates;
import connet.protocol.HostPort;
import connet.protocol.Ids;
import connet.protocol.Peer;
import connet.protocol.RelayCertificate;
import connet.protocol.RemotePeer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/** Peers and relays for tests. */
public final class Samples {
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
  private static final EndpointCertificates CERTIFICATES = EndpointCertificates.create(MADE);

  private Samples() {}

  /** A peer that listens on a port of 192.0.2.1. */
  public static Peer peer(int port) {
    return new Peer(
        List.of(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), port)),
        CERTIFICATES.server().der(),
        CERTIFICATES.client().der(),
        List.of());
  }

  /** A peer of a client that says {@code metadata}. */
  public static RemotePeer remotePeer(String clientId, String metadata) {
    return new RemotePeer(clientId, peer(19192), metadata);
  }

  /** A relay with new keys. */
  public static StoredRelay relay() {
    return relay(Ids.random());
  }

  /** The same with this id. */
  public static StoredRelay relay(String id) {
    return new StoredRelay(
        id,
        List.of(new HostPort("relay.example", 19191), new HostPort("2001:db8::1", 19191)),
        RelayCertificate.create(MADE).der(),
        Bytes.random(32, new SecureRandom()),
        "somewhere");
  }
}
