package connet.protocol;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * Reads private keys. The JDK reads PKCS #8 alone, and only when it is told which kind of key that
 * holds.
 */
final class PrivateKeys {
  static final String PKCS8 = "PRIVATE KEY";
  private static final String RSA = "RSA PRIVATE KEY";
  private static final String EC = "EC PRIVATE KEY";

  private PrivateKeys() {}

  /** The key in {@code block}, null when it holds something else. */
  static @Nullable PrivateKey read(PemBlock block) throws PemException {
    byte[] content = block.content().toArray();
    try {
      return switch (block.label()) {
        case PKCS8 -> pkcs8(PrivateKeyInfo.getInstance(content), block);
        case RSA -> pkcs8(rsa(content), block);
        case EC -> pkcs8(ec(content, block), block);
        case "ENCRYPTED PRIVATE KEY" -> throw Pem.encrypted(block.line());
        default -> null;
      };
    } catch (PemException e) {
      throw e;
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      // The parsers of both libraries tell of bad bytes by unchecked exceptions of many kinds.
      throw new PemException("line " + block.line() + ": the private key below cannot be read");
    }
  }

  private static PrivateKey pkcs8(PrivateKeyInfo info, PemBlock block)
      throws GeneralSecurityException, IOException {
    ASN1ObjectIdentifier kind = info.getPrivateKeyAlgorithm().getAlgorithm();
    String algorithm;
    if (kind.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      algorithm = "RSA";
    } else if (kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      algorithm = "EC";
    } else if (kind.equals(CertificateDraft.ED25519)) {
      algorithm = "Ed25519";
    } else {
      throw new PemException(
          "line " + block.line() + ": the private key is none of RSA, EC and Ed25519: " + kind);
    }
    return KeyFactory.getInstance(algorithm)
        .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
  }

  private static PrivateKeyInfo rsa(byte[] content) throws IOException {
    return new PrivateKeyInfo(
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
        RSAPrivateKey.getInstance(content));
  }

  private static PrivateKeyInfo ec(byte[] content, PemBlock block) throws IOException {
    ECPrivateKey key = ECPrivateKey.getInstance(content);
    ASN1Encodable curve = key.getParametersObject();
    if (curve == null) {
      throw new PemException(
          "line " + block.line() + ": the EC private key does not say its curve");
    }
    return new PrivateKeyInfo(
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), key);
  }

  /** Whether what {@code key} signs, {@code publicKey} verifies. */
  static boolean belongsTo(PrivateKey key, PublicKey publicKey) {
    byte[] probe = {1};
    try {
      Signature signature =
          Signature.getInstance(
              switch (publicKey.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> publicKey.getAlgorithm();
              });
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException | RuntimeException e) {
      // Keys of two kinds, or numbers that are no key: neither fits.
      return false;
    }
  }
}
