package connet.protocol;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What is looked at when a peer presents a certificate that it announced before. The signature is
 * not: peers pin bytes.
 */
public final class CertificateChecks {
  private static final int DNS_NAME = 2;

  private CertificateChecks() {}

  /** The part of a handshake in which a certificate is presented. */
  public enum Usage {
    /** By the party that is dialed. */
    SERVER("1.3.6.1.5.5.7.3.1", "server"),
    /** By the party that dials. */
    CLIENT("1.3.6.1.5.5.7.3.2", "client");

    private final String purpose;
    private final String word;

    Usage(String purpose, String word) {
      this.purpose = purpose;
      this.word = word;
    }
  }

  /**
   * The name by which the holder of a server certificate is dialed: its first DNS name.
   *
   * @throws CertificateException when it has none, as client leaves and roots
   */
  public static String serverName(X509Certificate certificate) throws CertificateException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    if (names != null) {
      for (List<?> name : names) {
        if (name.getFirst().equals(DNS_NAME) && name.get(1) instanceof String text) {
          return text;
        }
      }
    }
    throw new CertificateException("the certificate has no DNS name, so it is no server's");
  }

  /**
   * The server certificate that a peer means by its name.
   *
   * @param announced those of all peers; one that has no name counts for nothing
   * @throws CertificateException when nobody has it, or several of them
   */
  public static X509Certificate named(Collection<X509Certificate> announced, String name)
      throws CertificateException {
    X509Certificate found = null;
    for (X509Certificate certificate : announced) {
      if (hasName(certificate, name) && !certificate.equals(found)) {
        if (found != null) {
          throw new CertificateException("several peers have announced the same name");
        }
        found = certificate;
      }
    }
    if (found == null) {
      throw new CertificateException("no announced peer has the name that is given");
    }
    return found;
  }

  private static boolean hasName(X509Certificate certificate, String name) {
    try {
      return serverName(certificate).equals(name);
    } catch (CertificateException e) {
      return false;
    }
  }

  /**
   * Whether {@code presented} is exactly {@code expected}, valid at {@code at}, and meant for
   * {@code usage}.
   *
   * @throws CertificateException that says what does not hold
   */
  public static void check(
      X509Certificate presented, DerCertificate expected, Usage usage, Instant at)
      throws CertificateException {
    if (!DerCertificate.of(presented).equals(expected)) {
      throw new CertificateException("another certificate than the one that was announced");
    }
    check(presented, usage, at);
  }

  /**
   * Whether {@code presented} is valid at {@code at} and meant for {@code usage}.
   *
   * @throws CertificateException that says what does not hold
   */
  public static void check(X509Certificate presented, Usage usage, Instant at)
      throws CertificateException {
    checkValidity(presented, at);
    List<String> purposes = purposes(presented);
    if (!purposes.contains(usage.purpose)) {
      throw new CertificateException("the certificate is not meant for a " + usage.word);
    }
  }

  /**
   * Whether {@code certificate} is valid at {@code at}.
   *
   * @throws CertificateException that says since or from when it is or is not
   */
  public static void checkValidity(X509Certificate certificate, Instant at)
      throws CertificateException {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (at.isBefore(from)) {
      throw new CertificateException("the certificate is not valid before " + from);
    }
    if (at.isAfter(until)) {
      throw new CertificateException("the certificate was valid until " + until);
    }
  }

  private static List<String> purposes(X509Certificate certificate)
      throws CertificateParsingException {
    List<String> purposes = certificate.getExtendedKeyUsage();
    return purposes == null ? List.of() : purposes;
  }
}
