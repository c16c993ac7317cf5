package connet.transport;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What one side of a connection shows the other: a certificate chain, the leaf first, and the
 * leaf's private key (Ed25519, EC or RSA).
 */
public record Identity(List<X509Certificate> chain, PrivateKey key) {
  /** Checks that there is a leaf. */
  public Identity {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("an identity needs at least one certificate");
    }
  }

  /** The certificate that belongs to the key. */
  public X509Certificate leaf() {
    return chain.getFirst();
  }

  /** The subject only: the key is a secret. */
  @Override
  public String toString() {
    return "Identity[" + leaf().getSubjectX500Principal() + "]";
  }
}
