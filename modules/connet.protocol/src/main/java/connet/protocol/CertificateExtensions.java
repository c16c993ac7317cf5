package connet.protocol;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** The extensions that our certificates have, critical where RFC 5280 asks for it. */
final class CertificateExtensions {
  private CertificateExtensions() {}

  /** What the key may do: bits of {@link KeyUsage}. */
  static Extension keyUsage(int bits) {
    return extension(Extension.keyUsage, true, new KeyUsage(bits));
  }

  /** In which part of a handshake the certificate may be presented. */
  static Extension purpose(KeyPurposeId purpose) {
    return extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
  }

  /** Under which names it is dialed. */
  static Extension names(GeneralName... names) {
    return extension(Extension.subjectAlternativeName, false, new GeneralNames(names));
  }

  /** That it may sign others. */
  static Extension authority() {
    return extension(Extension.basicConstraints, true, new BasicConstraints(true));
  }

  private static Extension extension(
      ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
    return new Extension(
        id, critical, new DEROctetString(CertificateDraft.der(value.toASN1Primitive())));
  }
}
