package connet.transport;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;

/** What every certificate of a peer must satisfy, whatever else is asked of it. */
final class Certificates {
  /** Object identifiers of extended key usages (RFC 5280, section 4.2.1.12). */
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  private Certificates() {}

  static void checkServer(X509Certificate leaf) throws CertificateException {
    check(leaf, SERVER_AUTH);
  }

  static void checkClient(X509Certificate leaf) throws CertificateException {
    check(leaf, CLIENT_AUTH);
  }

  /** The server shows exactly this leaf. */
  static void checkPinned(X509Certificate pinned, X509Certificate shown)
      throws CertificateException {
    if (!pinned.equals(shown)) {
      throw new CertificateException("the server shows another certificate than the one announced");
    }
    checkServer(shown);
  }

  private static void check(X509Certificate leaf, String usage) throws CertificateException {
    leaf.checkValidity();
    List<String> usages;
    try {
      usages = leaf.getExtendedKeyUsage();
    } catch (CertificateParsingException e) {
      throw new CertificateException("unreadable extended key usage", e);
    }
    if (usages == null || !usages.contains(usage)) {
      throw new CertificateException("the certificate is not meant for this use");
    }
  }
}
