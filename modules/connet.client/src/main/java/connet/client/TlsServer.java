package connet.client;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * How a source speaks TLS to those who connect to it.
 *
 * @param chain the certificates that it shows, the leaf first; at least one
 * @param key the leaf's private key
 * @param clientAuthorities when there are any, whoever connects must show a certificate that one of
 *     them has issued
 */
public record TlsServer(
    List<X509Certificate> chain, PrivateKey key, List<X509Certificate> clientAuthorities) {
  /** Takes copies; there must be a leaf. */
  public TlsServer {
    chain = List.copyOf(chain);
    clientAuthorities = List.copyOf(clientAuthorities);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a TLS server needs a certificate");
    }
  }

  /** Without certificates of those who connect. */
  public TlsServer(List<X509Certificate> chain, PrivateKey key) {
    this(chain, key, List.of());
  }

  /** Everything but the key, which is a secret. */
  @Override
  public String toString() {
    return "TlsServer["
        + chain.getFirst().getSubjectX500Principal()
        + ", clientAuthorities="
        + clientAuthorities.size()
        + "]";
  }
}
