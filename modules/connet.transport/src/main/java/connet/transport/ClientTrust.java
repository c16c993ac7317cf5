package connet.transport;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Predicate;

/** Which client certificate a listener asks for. */
public sealed interface ClientTrust {
  /** No certificate is asked for. */
  record None() implements ClientTrust {}

  /**
   * A certificate is required; any that is valid now and meant for clients (extended key usage
   * clientAuth) will do, as something inside the connection decides later.
   */
  record Any() implements ClientTrust {}

  /**
   * A certificate is required, as in {@link Any}, and must be accepted by the predicate. It is
   * asked in the handshake and once more before the connection is handed out, so that a certificate
   * revoked in between, or a resumed TLS session, is refused. It must be quick: it runs on the
   * event loop.
   */
  record Pinned(Predicate<X509Certificate> accepts) implements ClientTrust {}

  /**
   * A certificate is required that one of these authorities has issued.
   *
   * @param roots at least one
   */
  record Authorities(List<X509Certificate> roots) implements ClientTrust {
    /** Takes a copy. */
    public Authorities {
      roots = List.copyOf(roots);
      if (roots.isEmpty()) {
        throw new IllegalArgumentException("no authorities");
      }
    }
  }
}
