package connet.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The certificates that we make are those of the existing network, but for the key identifiers. */
final class OwnCertificatesTest {
  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00.5Z");
  private static final Instant FROM = Instant.parse("2026-07-01T11:00:00Z");
  private static final Instant TWO_YEARS = Instant.parse("2028-07-01T12:00:00Z");
  private static final byte[] CONNET =
      Vectors.hex(CertificateVectors.VECTORS.getAsJsonObject("authorities"), "der");

  private static void assertLike(String vectorName, X509Certificate ours)
      throws CertificateException {
    X509Certificate theirs = CertificateVectors.der(vectorName).x509();
    assertEquals(theirs.getVersion(), ours.getVersion());
    assertEquals(theirs.getSigAlgName(), ours.getSigAlgName());
    assertEquals(theirs.getPublicKey().getAlgorithm(), ours.getPublicKey().getAlgorithm());
    assertArrayEquals(theirs.getKeyUsage(), ours.getKeyUsage());
    assertEquals(theirs.getExtendedKeyUsage(), ours.getExtendedKeyUsage());
    assertEquals(theirs.getBasicConstraints(), ours.getBasicConstraints());
    assertEquals(theirs.getCriticalExtensionOIDs(), ours.getCriticalExtensionOIDs());
    assertArrayEquals(CONNET, ours.getIssuerX500Principal().getEncoded());
    assertEquals(FROM, ours.getNotBefore().toInstant());
    assertTrue(ours.getSerialNumber().signum() > 0);
    assertTrue(ours.getSerialNumber().bitLength() < 128);
    assertNull(ours.getExtensionValue("2.5.29.14"), "subject key identifier");
    assertNull(ours.getExtensionValue("2.5.29.35"), "authority key identifier");
  }

  @Test
  void anEndpointsCertificatesAreThoseOfTheExistingNetwork() throws Exception {
    Authority authority = new Authority(NOW);
    EndpointCertificates certificates = new EndpointCertificates(authority);
    X509Certificate root = authority.root();
    X509Certificate server = certificates.server().certificate();
    X509Certificate client = certificates.client().certificate();
    assertLike("A.root", root);
    assertLike("A.server", server);
    assertLike("A.client", client);

    String name = certificates.serverName();
    assertTrue(Ids.valid(name.substring(0, name.indexOf('.'))));
    assertEquals(Ids.peerServerName(name.substring(0, name.indexOf('.'))), name);
    assertEquals(name, CertificateChecks.serverName(server));
    assertEquals(1, server.getSubjectAlternativeNames().size());
    assertEquals("CN=" + name, server.getSubjectX500Principal().getName());
    assertEquals(72, name.length());
    assertArrayEquals(CONNET, client.getSubjectX500Principal().getEncoded());
    assertNull(client.getSubjectAlternativeNames());

    assertEquals(TWO_YEARS, server.getNotAfter().toInstant());
    assertEquals(TWO_YEARS, client.getNotAfter().toInstant());
    assertEquals(Instant.parse("2126-07-01T12:00:00Z"), root.getNotAfter().toInstant());
    server.verify(root.getPublicKey());
    client.verify(root.getPublicKey());
    root.verify(root.getPublicKey());
  }

  @Test
  void theSubjectOfAServerLeafIsWrittenAsInTheExistingNetwork() throws CertificateException {
    byte[] expected =
        CertificateVectors.der("A.server").x509().getSubjectX500Principal().getEncoded();
    byte[] ours =
        EndpointCertificates.create(NOW)
            .server()
            .certificate()
            .getSubjectX500Principal()
            .getEncoded();
    // Tags and lengths, PrintableString among them, then the name.
    int start = expected.length - 72;
    assertEquals(expected.length, ours.length);
    assertEquals(Bytes.of(Arrays.copyOf(expected, start)), Bytes.of(Arrays.copyOf(ours, start)));
  }

  @Test
  void aLeafsKeySignsForItAndItsTextDoesNotTellIt() throws PemException {
    EndpointCertificates certificates = EndpointCertificates.create(NOW);
    for (Leaf leaf : List.of(certificates.server(), certificates.client())) {
      Pem.checkPair(List.of(leaf.certificate()), leaf.key());
      assertEquals(DerCertificate.of(leaf.certificate()), leaf.der());
      assertEquals("Leaf[" + leaf.der().key() + "]", leaf.toString());
    }
    assertNotEquals(certificates.server().key(), certificates.client().key());
  }

  @Test
  void aRelaysCertificateIsThatOfTheExistingNetwork() throws Exception {
    X509Certificate relay = RelayCertificate.create(NOW).certificate();
    assertLike("relay", relay);
    String name = CertificateChecks.serverName(relay);
    assertEquals(Ids.relayServerName(name.substring(0, 52)), name);
    assertNotEquals(name, CertificateChecks.serverName(RelayCertificate.create(NOW).certificate()));
  }

  @Test
  void aSelfSignedCertificateNamesItsHosts() throws Exception {
    Leaf leaf = SelfSigned.forHosts(List.of("localhost", "127.0.0.1", "::1"), NOW);
    X509Certificate certificate = leaf.certificate();
    certificate.verify(certificate.getPublicKey());
    assertEquals("SHA256withECDSA", certificate.getSigAlgName());
    assertEquals(certificate.getSubjectX500Principal(), certificate.getIssuerX500Principal());
    assertEquals(
        List.of(List.of(2, "localhost"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1")),
        List.copyOf(certificate.getSubjectAlternativeNames()));
    assertEquals(Instant.parse("2036-07-01T12:00:00Z"), certificate.getNotAfter().toInstant());
    CertificateChecks.check(certificate, CertificateChecks.Usage.SERVER, NOW);
    assertThrows(IllegalArgumentException.class, () -> SelfSigned.forHosts(List.of(), NOW));
  }

  @Test
  void aHostThatIsTooLongForACommonNameIsStillNamed() throws CertificateException {
    String host = "a".repeat(60) + ".example.org";
    X509Certificate certificate = SelfSigned.forHosts(List.of(host), NOW).certificate();
    assertEquals("CN=connet", certificate.getSubjectX500Principal().getName());
    assertEquals(host, CertificateChecks.serverName(certificate));
  }

  @Test
  void aCertificateIsValidFromItsFirstToItsLastSecond() throws CertificateException {
    EndpointCertificates certificates = EndpointCertificates.create(NOW);
    X509Certificate server = certificates.server().certificate();
    CertificateChecks.checkValidity(server, FROM);
    CertificateChecks.checkValidity(server, TWO_YEARS);
    assertThrows(
        CertificateException.class,
        () -> CertificateChecks.checkValidity(server, FROM.minus(Duration.ofSeconds(1))));
    assertThrows(
        CertificateException.class,
        () -> CertificateChecks.checkValidity(server, TWO_YEARS.plus(Duration.ofSeconds(1))));
  }

  @Test
  void aPinnedCertificateIsExactlyThatOneInItsPartOfTheHandshake() throws CertificateException {
    EndpointCertificates certificates = EndpointCertificates.create(NOW);
    X509Certificate server = certificates.server().certificate();
    DerCertificate announced = certificates.server().der();
    CertificateChecks.check(server, announced, CertificateChecks.Usage.SERVER, NOW);
    assertThrows(
        CertificateException.class,
        () -> CertificateChecks.check(server, announced, CertificateChecks.Usage.CLIENT, NOW));
    DerCertificate another = EndpointCertificates.create(NOW).server().der();
    assertThrows(
        CertificateException.class,
        () -> CertificateChecks.check(server, another, CertificateChecks.Usage.SERVER, NOW));
  }
}
