package connet.protocol;

import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * The certificate of a control server that was given none: an ordinary one, to be handed to clients
 * as their authority.
 */
public final class SelfSigned {
  private static final int YEARS = 10;
  private static final int LONGEST_COMMON_NAME = 64;

  private SelfSigned() {}

  /**
   * A new certificate, valid from an hour before {@code now} for ten years; its key is ECDSA P-256,
   * which every TLS client takes.
   *
   * @param hosts the DNS names and IP addresses by which the server is dialed, at least one
   * @throws IllegalArgumentException when there is none
   */
  public static Leaf forHosts(List<String> hosts, Instant now) {
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("a certificate needs a host name");
    }
    String first = hosts.getFirst();
    X500Name name = CertificateDraft.name(first.length() > LONGEST_COMMON_NAME ? "connet" : first);
    KeyPair keys = p256();
    CertificateDraft draft =
        new CertificateDraft(
            name,
            keys.getPublic(),
            now,
            YEARS,
            List.of(
                CertificateExtensions.keyUsage(KeyUsage.digitalSignature),
                CertificateExtensions.purpose(KeyPurposeId.id_kp_serverAuth),
                CertificateExtensions.names(
                    hosts.stream().map(SelfSigned::name).toArray(GeneralName[]::new))));
    return new Leaf(draft.signedBy(name, keys.getPrivate()), keys.getPrivate());
  }

  private static GeneralName name(String host) {
    try {
      byte[] address = InetAddress.ofLiteral(host).getAddress();
      return new GeneralName(GeneralName.iPAddress, new DEROctetString(address));
    } catch (IllegalArgumentException e) {
      return new GeneralName(GeneralName.dNSName, host);
    }
  }

  private static KeyPair p256() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has P-256", e);
    }
  }
}
