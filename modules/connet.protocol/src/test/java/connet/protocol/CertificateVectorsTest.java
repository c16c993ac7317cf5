package connet.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Certificates of the existing network, and what it does with them. */
final class CertificateVectorsTest {
  @TestFactory
  Stream<DynamicTest> certificatesAreReadAndTheirKeysFit() {
    return CertificateVectors.all().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(entry.getKey(), () -> checkCertificate(entry.getValue())));
  }

  private static void checkCertificate(JsonObject vector) throws Exception {
    DerCertificate der = Vectors.certificate(vector, "der");
    assertEquals(Vectors.text(vector, "certificate_key"), der.key());
    X509Certificate certificate = der.x509();
    assertEquals(
        Instant.parse(Vectors.text(vector, "not_before")), certificate.getNotBefore().toInstant());
    assertEquals(
        Instant.parse(Vectors.text(vector, "not_after")), certificate.getNotAfter().toInstant());
    assertEquals(Vectors.text(vector, "serial"), certificate.getSerialNumber().toString(16));
    assertArrayEquals(
        Vectors.hex(vector, "subject_der"), certificate.getSubjectX500Principal().getEncoded());
    assertArrayEquals(
        Vectors.hex(vector, "issuer_der"), certificate.getIssuerX500Principal().getEncoded());

    PrivateKey key =
        Pem.privateKey(PemBlock.write("PRIVATE KEY", Vectors.hex(vector, "private_key_pkcs8")));
    Pem.checkPair(List.of(certificate), key);
  }

  @TestFactory
  Stream<DynamicTest> leavesVerifyUnderTheirRoot() {
    return Stream.of("A.server A.root", "A.client A.root", "B.server B.root", "relay relay.root")
        .map(
            pair ->
                DynamicTest.dynamicTest(
                    pair,
                    () -> {
                      String[] names = pair.split(" ", -1);
                      X509Certificate root = CertificateVectors.der(names[1]).x509();
                      CertificateVectors.der(names[0]).x509().verify(root.getPublicKey());
                      root.verify(root.getPublicKey());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> announcedCertificatesAreParsedAsByTheExistingNetwork() {
    return Vectors.list(CertificateVectors.VECTORS, "announce_parse").stream()
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    Vectors.text(vector, "case"),
                    () -> {
                      DerCertificate certificate = announced(vector);
                      if (Vectors.accepted(vector)) {
                        assertEquals(certificate, DerCertificate.of(certificate.x509()));
                      } else {
                        assertThrows(CertificateException.class, certificate::x509);
                      }
                    }));
  }

  private static DerCertificate announced(JsonObject vector) throws GeneralSecurityException {
    return switch (Vectors.text(vector, "der")) {
      case "(make it from A.server and B.server)" -> {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(CertificateVectors.der("A.server").der());
        both.writeBytes(CertificateVectors.der("B.server").der());
        yield DerCertificate.of(both.toByteArray());
      }
      case "(make it from A.server)" ->
          DerCertificate.of(Pem.encode(List.of(CertificateVectors.der("A.server").x509())));
      default -> Vectors.certificate(vector, "der");
    };
  }

  @TestFactory
  Stream<DynamicTest> serverCertificatesAreThoseWithADnsName() {
    return Vectors.list(CertificateVectors.VECTORS, "as_server_certificate").stream()
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    Vectors.text(vector, "case"),
                    () -> {
                      String name = Vectors.text(vector, "certificate");
                      X509Certificate certificate = CertificateVectors.der(name).x509();
                      if (Vectors.accepted(vector)) {
                        assertEquals(
                            "CN=" + CertificateChecks.serverName(certificate),
                            certificate.getSubjectX500Principal().getName());
                      } else {
                        assertThrows(
                            CertificateException.class,
                            () -> CertificateChecks.serverName(certificate));
                      }
                    }));
  }

  /**
   * What of the handshakes is decided by looking at certificates: the pins, the dates, the
   * purposes. The rest (SNI, no certificate, which one a client presents) is decided by TLS, where
   * the transport's tests are.
   */
  @TestFactory
  Stream<DynamicTest> pinsDecideAsInTheHandshakesOfTheExistingNetwork() {
    Set<String> tls = Set.of("sni", "presents_against_authorities");
    return Vectors.list(CertificateVectors.VECTORS, "handshakes").stream()
        .filter(vector -> tls.stream().noneMatch(vector::has))
        .filter(vector -> !vector.get("client_leaf").isJsonNull())
        .filter(vector -> Vectors.text(vector, "listener").equals("peer"))
        .map(
            vector ->
                DynamicTest.dynamicTest(Vectors.text(vector, "case"), () -> checkPins(vector)));
  }

  private static void checkPins(JsonObject vector) throws CertificateException {
    Instant at = Instant.parse(Vectors.text(vector, "at"));
    DerCertificate told = CertificateVectors.der(Vectors.text(vector, "client_was_told"));
    X509Certificate server = CertificateVectors.der(Vectors.text(vector, "server_leaf")).x509();
    boolean serverAccepted =
        holds(() -> CertificateChecks.serverName(told.x509()))
            && holds(
                () -> CertificateChecks.check(server, told, CertificateChecks.Usage.SERVER, at));
    X509Certificate client = CertificateVectors.der(Vectors.text(vector, "client_leaf")).x509();
    boolean clientAccepted =
        vector.getAsJsonArray("server_expects").asList().stream()
            .map(name -> CertificateVectors.der(name.getAsString()))
            .anyMatch(
                expected ->
                    holds(
                        () ->
                            CertificateChecks.check(
                                client, expected, CertificateChecks.Usage.CLIENT, at)));
    // There TLS passes and the close code 100 refuses: for a pin it is refused all the same.
    boolean refusedAfterwards = Vectors.text(vector, "case").contains("closes with 100");
    assertEquals(Vectors.accepted(vector) && !refusedAfterwards, serverAccepted && clientAccepted);
    if (Vectors.text(vector, "verdict").startsWith("client")) {
      assertTrue(!serverAccepted);
    }
  }

  private interface Check {
    void run() throws CertificateException;
  }

  private static boolean holds(Check check) {
    try {
      check.run();
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }
}
