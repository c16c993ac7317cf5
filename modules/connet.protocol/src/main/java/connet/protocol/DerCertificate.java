package connet.protocol;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.Blake2sDigest;
import org.jspecify.annotations.Nullable;

/**
 * A certificate as it is sent: its DER bytes, which nobody has checked. Equal when the bytes are,
 * which is how a peer's certificate is recognised. Its text is its key.
 */
public final class DerCertificate {
  private final byte[] der;
  // Both are found when first asked for; whoever races finds the same.
  private volatile @Nullable String key;
  private volatile @Nullable X509Certificate parsed;

  private DerCertificate(byte[] der) {
    this.der = der;
  }

  /** The certificate whose DER is a copy of {@code der}, which may be anything. */
  public static DerCertificate of(byte[] der) {
    return new DerCertificate(der.clone());
  }

  /** The DER of {@code certificate}. */
  public static DerCertificate of(X509Certificate certificate) {
    try {
      DerCertificate der = new DerCertificate(certificate.getEncoded());
      der.parsed = certificate;
      return der;
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate without encoding", e);
    }
  }

  /** A copy of the bytes. */
  public byte[] der() {
    return der.clone();
  }

  /** How many bytes there are. */
  public int length() {
    return der.length;
  }

  /**
   * The name under which relays and logs know the certificate: base32hex of BLAKE2s-256 of the DER,
   * 52 characters.
   */
  public String key() {
    String known = key;
    if (known == null) {
      Blake2sDigest digest = new Blake2sDigest(256);
      digest.update(der, 0, der.length);
      byte[] hash = new byte[digest.getDigestSize()];
      digest.doFinal(hash, 0);
      known = Base32Hex.encode(hash);
      key = known;
    }
    return known;
  }

  /**
   * The certificate, parsed; its signature and its dates are not looked at.
   *
   * @throws CertificateException when the bytes are not exactly one certificate of at most {@link
   *     Limits#CERTIFICATE} bytes
   */
  public X509Certificate x509() throws CertificateException {
    X509Certificate known = parsed;
    if (known == null) {
      if (der.length > Limits.CERTIFICATE) {
        throw new CertificateException(
            "a certificate of "
                + der.length
                + " bytes, at most "
                + Limits.CERTIFICATE
                + " are taken");
      }
      known = parse(der);
      parsed = known;
    }
    return known;
  }

  /** As {@link #x509}, of any length: what a file holds is its owner's business. */
  static X509Certificate parse(byte[] der) throws CertificateException {
    // The parser of the JDK takes PEM as well, and leaves alone what follows the first certificate.
    if (!isOneSequence(der)) {
      throw new CertificateException("not one DER certificate");
    }
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    try {
      return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    } catch (RuntimeException e) {
      // Seen in JDK 25: ArrayIndexOutOfBoundsException for an Ed25519 key of no bytes.
      throw new CertificateException("not a certificate", e);
    }
  }

  /**
   * Whether the outermost tag is SEQUENCE and its length, in the two forms that a certificate can
   * have, ends the bytes.
   */
  private static boolean isOneSequence(byte[] der) {
    if (der.length < 4 || der[0] != 0x30) {
      return false;
    }
    return switch (der[1]) {
      case (byte) 0x81 -> der.length == 3 + (der[2] & 0xff);
      case (byte) 0x82 -> der.length == 4 + ((der[2] & 0xff) << 8 | (der[3] & 0xff));
      default -> false;
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DerCertificate that && Arrays.equals(der, that.der);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(der);
  }

  /** The {@link #key}. */
  @Override
  public String toString() {
    return key();
  }
}
