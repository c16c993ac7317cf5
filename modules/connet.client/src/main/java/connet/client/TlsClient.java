package connet.client;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a destination speaks TLS to its service.
 *
 * @param authorities one of which must have issued the service's certificate; empty for those of
 *     the Java runtime
 * @param verify false to take any certificate, for any name: nobody then knows who the service is
 * @param chain the certificates shown to a service that asks for one, the leaf first; empty for
 *     none
 * @param key the leaf's private key; null exactly when the chain is empty
 */
public record TlsClient(
    List<X509Certificate> authorities,
    boolean verify,
    List<X509Certificate> chain,
    @Nullable PrivateKey key) {
  /** Takes copies; a chain and a key come together. */
  public TlsClient {
    authorities = List.copyOf(authorities);
    chain = List.copyOf(chain);
    if (chain.isEmpty() != (key == null)) {
      throw new IllegalArgumentException("a certificate and its key are given together");
    }
  }

  /** Checks the service's certificate against the authorities of the Java runtime; shows none. */
  public static TlsClient usual() {
    return new TlsClient(List.of(), true, List.of(), null);
  }

  /** The same with other authorities, which are checked. */
  public TlsClient withAuthorities(List<X509Certificate> others) {
    return new TlsClient(others, true, chain, key);
  }

  /** The same, but any certificate of the service is taken. */
  public TlsClient unverified() {
    return new TlsClient(List.of(), false, chain, key);
  }

  /** The same with a certificate of ours for services that ask for one. */
  public TlsClient withCertificate(List<X509Certificate> ownChain, PrivateKey ownKey) {
    return new TlsClient(authorities, verify, ownChain, ownKey);
  }

  /** Everything but the key, which is a secret. */
  @Override
  public String toString() {
    return "TlsClient[authorities="
        + authorities.size()
        + ", verify="
        + verify
        + ", certificates="
        + chain.size()
        + "]";
  }
}
