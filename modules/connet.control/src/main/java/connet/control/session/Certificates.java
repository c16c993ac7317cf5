package connet.control.session;

import connet.protocol.DerCertificate;
import connet.protocol.MalformedMessageException;
import java.security.cert.CertificateException;

/** Makes sure that what is handed on to others can be read by them. */
final class Certificates {
  private Certificates() {}

  /** Throws with this error code unless the certificate parses. */
  static void check(DerCertificate certificate, int errorCode, String refusal)
      throws MalformedMessageException {
    try {
      // Of a copy: a certificate keeps its parsed form, many times its size, which nobody here
      // needs again.
      DerCertificate.of(certificate.der()).x509();
    } catch (CertificateException e) {
      MalformedMessageException malformed = new MalformedMessageException(errorCode, refusal);
      malformed.initCause(e);
      throw malformed;
    }
  }
}
