package connet.app.role;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The DNS names and IP addresses that a certificate is for. */
final class CertificateNames {
  private CertificateNames() {}

  /** The names of a certificate; addresses are spelled as {@link #spelled} spells them. */
  static Set<String> of(X509Certificate certificate) throws CertificateParsingException {
    Set<String> names = new LinkedHashSet<>();
    Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
    if (alternatives != null) {
      for (List<?> alternative : alternatives) {
        if (alternative.get(1) instanceof String name) {
          names.add(spelled(name));
        }
      }
    }
    return names;
  }

  /** An IP address in Java's spelling, so that two spellings of one are equal; a name as it is. */
  static String spelled(String host) {
    try {
      return InetAddress.ofLiteral(host).getHostAddress();
    } catch (IllegalArgumentException e) {
      return host;
    }
  }
}
