package connet.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;

final class PemTest {
  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final Leaf LEAF = SelfSigned.forHosts(List.of("control.example.org"), NOW);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : List.of(parts)) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static void assertCertificateError(String message, byte[] file) {
    assertEquals(
        message, assertThrows(PemException.class, () -> Pem.certificates(file)).getMessage());
  }

  private static void assertKeyError(String message, byte[] file) {
    assertEquals(
        message, assertThrows(PemException.class, () -> Pem.privateKey(file)).getMessage());
  }

  /** Files with the forms of keys that the JDK does not write. */
  static List<byte[]> otherKeys() throws IOException {
    return List.of(oldRsa(rsa()), oldEc(LEAF.key(), X9ObjectIdentifiers.prime256v1));
  }

  private static PrivateKey rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair().getPrivate();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] oldRsa(PrivateKey key) {
    return PemBlock.write(
        "RSA PRIVATE KEY",
        PrivateKeyInfo.getInstance(key.getEncoded()).getPrivateKey().getOctets());
  }

  private static byte[] oldEc(PrivateKey key, ASN1Encodable curve) throws IOException {
    return PemBlock.write(
        "EC PRIVATE KEY",
        new org.bouncycastle.asn1.sec.ECPrivateKey(256, ((ECPrivateKey) key).getS(), curve)
            .getEncoded());
  }

  @Test
  void aLeafIsKeptInOneFile() throws PemException {
    Leaf relay = RelayCertificate.create(NOW);
    assertEquals(relay, Pem.leaf(Pem.encode(relay)));
    assertEquals(LEAF, Pem.leaf(Pem.encode(LEAF)));
  }

  @Test
  void filesOfOtherProgramsMayHoldCommentsAndWindowsLines() throws PemException {
    String file =
        "subject=control\n"
            + new String(Pem.encode(List.of(LEAF.certificate())), StandardCharsets.UTF_8);
    assertEquals(List.of(LEAF.certificate()), Pem.certificates(bytes(file.replace("\n", "\r\n"))));
  }

  @Test
  void aChainKeepsItsOrder() throws PemException {
    Leaf other = SelfSigned.forHosts(List.of("other.example.org"), NOW);
    byte[] file = Pem.encode(List.of(LEAF.certificate(), other.certificate()));
    assertEquals(List.of(LEAF.certificate(), other.certificate()), Pem.certificates(file));
  }

  @Test
  void olderFormsOfKeysAreRead() throws IOException {
    PrivateKey rsa = rsa();
    assertEquals(rsa, Pem.privateKey(oldRsa(rsa)));
    byte[] parameters = PemBlock.write("EC PARAMETERS", new byte[] {6, 1, 42});
    byte[] ec = oldEc(LEAF.key(), X9ObjectIdentifiers.prime256v1);
    assertArrayEquals(
        ((ECPrivateKey) LEAF.key()).getS().toByteArray(),
        ((ECPrivateKey) Pem.privateKey(concat(parameters, ec))).getS().toByteArray());
    Pem.checkPair(List.of(LEAF.certificate()), Pem.privateKey(ec));
  }

  @Test
  void whatIsWrongWithAFileOfCertificatesIsSaid() {
    byte[] good = Pem.encode(List.of(LEAF.certificate()));
    assertCertificateError("the file is empty", new byte[0]);
    assertCertificateError(
        "the file is not PEM: no line starts with \"-----BEGIN\"", bytes("hello\n"));
    assertCertificateError("the file is DER, not PEM: convert it with openssl", LEAF.der().der());
    assertCertificateError(
        "the file holds no certificate but \"PRIVATE KEY\"", Pem.encode(LEAF.key()));
    assertCertificateError(
        "line 1: \"-----BEGIN CERTIFICATE-----\" has no end, the file is cut off",
        bytes(new String(good, StandardCharsets.UTF_8).substring(0, 200)));
    assertCertificateError(
        "line 2: the CERTIFICATE below is not Base64",
        bytes("# control\n-----BEGIN CERTIFICATE-----\n***\n-----END CERTIFICATE-----\n"));
    assertCertificateError(
        "line 1: the certificate below cannot be read: not one DER certificate",
        PemBlock.write("CERTIFICATE", new byte[] {1, 2, 3}));
  }

  @Test
  void whatIsWrongWithAFileOfAKeyIsSaid() throws IOException {
    assertKeyError(
        "the file holds no private key but \"CERTIFICATE\"",
        Pem.encode(List.of(LEAF.certificate())));
    assertKeyError(
        "line 1: the private key below cannot be read",
        PemBlock.write("PRIVATE KEY", new byte[] {1, 2, 3}));
    assertKeyError(
        "line 1: the private key below cannot be read",
        PemBlock.write("RSA PRIVATE KEY", new byte[] {0x30, 0}));
    assertKeyError(
        "line 1: the EC private key does not say its curve",
        PemBlock.write(
            "EC PRIVATE KEY",
            PrivateKeyInfo.getInstance(LEAF.key().getEncoded()).getPrivateKey().getOctets()));
    String encrypted =
        ": the private key is encrypted: write it without passphrase, with openssl pkey";
    assertKeyError("line 1" + encrypted, PemBlock.write("ENCRYPTED PRIVATE KEY", new byte[] {1}));
    assertKeyError(
        "line 2" + encrypted,
        bytes(
            """
            # control
            -----BEGIN RSA PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED

            AAAA
            -----END RSA PRIVATE KEY-----
            """));
  }

  @Test
  void aKeyOfAnotherKindIsNamed() throws NoSuchAlgorithmException {
    PrivateKey x25519 = KeyPairGenerator.getInstance("X25519").generateKeyPair().getPrivate();
    assertKeyError(
        "line 1: the private key is none of RSA, EC and Ed25519: 1.3.101.110", Pem.encode(x25519));
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() {
    Leaf other = SelfSigned.forHosts(List.of("other.example.org"), NOW);
    Leaf relay = RelayCertificate.create(NOW);
    for (PrivateKey key : List.of(other.key(), relay.key(), rsa())) {
      assertEquals(
          "the private key does not belong to the certificate",
          assertThrows(PemException.class, () -> Pem.checkPair(List.of(LEAF.certificate()), key))
              .getMessage());
    }
    assertEquals(
        "the private key does not belong to the first certificate",
        assertThrows(
                PemException.class,
                () -> Pem.checkPair(List.of(LEAF.certificate(), other.certificate()), other.key()))
            .getMessage());
  }
}
