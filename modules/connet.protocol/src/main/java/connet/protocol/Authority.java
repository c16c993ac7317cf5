package connet.protocol;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * A private root and the leaves that it signs, all Ed25519, as the existing network makes them.
 * Nobody is told of the root: peers are told of the leaves and accept exactly those. No key
 * identifiers are written.
 */
final class Authority {
  /**
   * A client of the existing network presents its leaf only to a listener that names this issuer,
   * byte by byte.
   */
  static final X500Name NAME = CertificateDraft.name("connet");

  private static final int ROOT_YEARS = 100;
  private static final int LEAF_YEARS = 2;

  private final KeyPair keys = ed25519();
  private final Instant now;

  Authority(Instant now) {
    this.now = now;
  }

  /** The root itself, which nobody needs but who wants to follow the signatures. */
  X509Certificate root() {
    List<Extension> extensions =
        List.of(
            CertificateExtensions.keyUsage(
                KeyUsage.digitalSignature | KeyUsage.keyCertSign | KeyUsage.cRLSign),
            CertificateExtensions.authority());
    return new CertificateDraft(NAME, keys.getPublic(), now, ROOT_YEARS, extensions)
        .signedBy(NAME, keys.getPrivate());
  }

  /** A leaf for the party that is dialed by {@code dnsName}. */
  Leaf server(String dnsName) {
    // The common name may be longer than the 64 characters of RFC 5280, as it is in the existing
    // network.
    return leaf(
        CertificateDraft.name(dnsName),
        List.of(
            CertificateExtensions.keyUsage(
                KeyUsage.digitalSignature | KeyUsage.nonRepudiation | KeyUsage.keyEncipherment),
            CertificateExtensions.purpose(KeyPurposeId.id_kp_serverAuth),
            CertificateExtensions.names(new GeneralName(GeneralName.dNSName, dnsName))));
  }

  /** A leaf for the party that dials. */
  Leaf client() {
    return leaf(
        NAME,
        List.of(
            CertificateExtensions.keyUsage(
                KeyUsage.digitalSignature | KeyUsage.nonRepudiation | KeyUsage.keyAgreement),
            CertificateExtensions.purpose(KeyPurposeId.id_kp_clientAuth)));
  }

  private Leaf leaf(X500Name subject, List<Extension> extensions) {
    KeyPair leafKeys = ed25519();
    return new Leaf(
        new CertificateDraft(subject, leafKeys.getPublic(), now, LEAF_YEARS, extensions)
            .signedBy(NAME, keys.getPrivate()),
        leafKeys.getPrivate());
  }

  private static KeyPair ed25519() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has Ed25519", e);
    }
  }
}
