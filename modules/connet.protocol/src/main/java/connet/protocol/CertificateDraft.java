package connet.protocol;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A certificate before it is signed. The JDK can only read certificates: Bouncy Castle lays out the
 * bytes, keys and signatures are the JDK's.
 *
 * @param now when it is made; it is valid from an hour before, as the clocks of peers differ
 * @param years how long from then on it is valid
 */
record CertificateDraft(
    X500Name subject, PublicKey key, Instant now, int years, List<Extension> extensions) {
  /** Names both the keys and the signatures (RFC 8410, section 3). */
  static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

  private static final Duration BACK_DATED = Duration.ofHours(1);
  private static final int SERIAL_BITS = 127;
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * A name of one common name, as PrintableString: peers of the existing network compare names byte
   * by byte.
   */
  static X500Name name(String commonName) {
    AttributeTypeAndValue attribute =
        new AttributeTypeAndValue(BCStyle.CN, new DERPrintableString(commonName));
    return new X500Name(new RDN[] {new RDN(attribute)});
  }

  /** The certificate, signed with an Ed25519 or P-256 key. */
  X509Certificate signedBy(X500Name issuer, PrivateKey issuerKey) {
    boolean ec = issuerKey.getAlgorithm().equals("EC");
    AlgorithmIdentifier algorithm =
        new AlgorithmIdentifier(ec ? X9ObjectIdentifiers.ecdsa_with_SHA256 : ED25519);
    V3TBSCertificateGenerator layout = new V3TBSCertificateGenerator();
    layout.setSerialNumber(
        new ASN1Integer(new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1)));
    layout.setSignature(algorithm);
    layout.setIssuer(issuer);
    layout.setStartDate(time(now.minus(BACK_DATED)));
    layout.setEndDate(time(now.atOffset(ZoneOffset.UTC).plusYears(years).toInstant()));
    layout.setSubject(subject);
    layout.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
    layout.setExtensions(new Extensions(extensions.toArray(Extension[]::new)));
    TBSCertificate unsigned = layout.generateTBSCertificate();
    try {
      Signature signature = Signature.getInstance(ec ? "SHA256withECDSA" : "Ed25519");
      signature.initSign(issuerKey);
      signature.update(der(unsigned.toASN1Primitive()));
      DERSequence certificate =
          new DERSequence(
              new ASN1Encodable[] {unsigned, algorithm, new DERBitString(signature.sign())});
      return DerCertificate.of(der(certificate)).x509();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("the JDK has both algorithms and reads what was written", e);
    }
  }

  private static Time time(Instant instant) {
    return new Time(Date.from(instant.truncatedTo(ChronoUnit.SECONDS)));
  }

  static byte[] der(ASN1Primitive value) {
    try {
      return value.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new AssertionError("writing to memory does not fail", e);
    }
  }
}
