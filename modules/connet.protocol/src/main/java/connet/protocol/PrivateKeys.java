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

/**
 * Reads private keys; the JDK reads PKCS #8 alone, and only when it is told which kind of key that
 * holds.
 */
final class PrivateKeys {
  private PrivateKeys() {}

  static PrivateKey pkcs8(PemBlock block) throws PemException {
    byte[] encoded = block.content().toArray();
    ASN1ObjectIdentifier kind;
    try {
      kind = PrivateKeyInfo.getInstance(encoded).getPrivateKeyAlgorithm().getAlgorithm();
    } catch (IllegalArgumentException | ClassCastException e) {
      throw unreadable(block);
    }
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
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw unreadable(block);
    }
  }

  static PrivateKey rsa(PemBlock block) throws PemException {
    try {
      RSAPrivateKey key = RSAPrivateKey.getInstance(block.content().toArray());
      return wrapped(
          block,
          new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
          key);
    } catch (IllegalArgumentException | ClassCastException e) {
      throw unreadable(block);
    }
  }

  static PrivateKey ec(PemBlock block) throws PemException {
    try {
      ECPrivateKey key = ECPrivateKey.getInstance(block.content().toArray());
      ASN1Encodable curve = key.getParametersObject();
      if (curve == null) {
        throw new PemException(
            "line " + block.line() + ": the EC private key does not say its curve");
      }
      return wrapped(
          block, new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), key);
    } catch (IllegalArgumentException | ClassCastException e) {
      throw unreadable(block);
    }
  }

  private static PrivateKey wrapped(
      PemBlock block, AlgorithmIdentifier algorithm, ASN1Encodable key) throws PemException {
    try {
      byte[] encoded = new PrivateKeyInfo(algorithm, key).getEncoded();
      return pkcs8(new PemBlock(block.label(), block.line(), Bytes.of(encoded)));
    } catch (PemException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(block);
    }
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
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static PemException unreadable(PemBlock block) {
    return new PemException("line " + block.line() + ": the private key below cannot be read");
  }
}
