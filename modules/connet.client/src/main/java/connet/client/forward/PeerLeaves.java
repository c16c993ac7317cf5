package connet.client.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import connet.client.endpoint.LocalEndpoint;
import connet.protocol.CertificateChecks;
import connet.protocol.DerCertificate;
import connet.protocol.RemotePeer;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The certificates of the peers that the control server has told of. */
final class PeerLeaves {
  /**
   * A peer that has just come may be heard of through a relay before the control server tells of
   * it.
   */
  private static final Duration UNTIL_KNOWN = Duration.ofSeconds(2);

  private PeerLeaves() {}

  /**
   * The server leaf of the peer that calls itself so.
   *
   * @throws CertificateException when nobody does, or several
   */
  static X509Certificate server(LocalEndpoint endpoint, String name)
      throws CertificateException, InterruptedException {
    if (name.isEmpty()) {
      throw new CertificateException("the peer does not say its name");
    }
    if (!isKnown(endpoint.peers(), name)) {
      endpoint.known().await(peers -> isKnown(peers, name), UNTIL_KNOWN);
    }
    return server(endpoint.peers(), name);
  }

  private static boolean isKnown(List<RemotePeer> peers, String name) {
    try {
      server(peers, name);
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  private static X509Certificate server(List<RemotePeer> peers, String name)
      throws CertificateException {
    List<X509Certificate> leaves = new ArrayList<>();
    for (RemotePeer remote : peers) {
      DerCertificate leaf = remote.peer().serverCertificate();
      // Reading a certificate takes a while, and there may be many peers.
      if (new String(leaf.der(), ISO_8859_1).contains(name)) {
        leaves.add(leaf.x509());
      }
    }
    return CertificateChecks.named(leaves, name);
  }

  /** The client leaves that were announced together with a server leaf. */
  static Set<DerCertificate> clients(LocalEndpoint endpoint, X509Certificate server) {
    DerCertificate its = DerCertificate.of(server);
    return endpoint.peers().stream()
        .filter(remote -> remote.peer().serverCertificate().equals(its))
        .map(remote -> remote.peer().clientCertificate())
        .collect(Collectors.toUnmodifiableSet());
  }
}
