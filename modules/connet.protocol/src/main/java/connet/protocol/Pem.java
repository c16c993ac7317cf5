package connet.protocol;

import java.io.ByteArrayOutputStream;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Certificates and private keys in PEM files (RFC 7468). The content of a file goes in and out;
 * reading, writing and its access rights are the caller's, as is putting the path before the
 * message of a {@link PemException}.
 */
public final class Pem {
  private static final String CERTIFICATE = "CERTIFICATE";

  private Pem() {}

  /** {@code certificates} one after the other. */
  public static byte[] encode(List<X509Certificate> certificates) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (X509Certificate certificate : certificates) {
      file.writeBytes(PemBlock.write(CERTIFICATE, DerCertificate.of(certificate).der()));
    }
    return file.toByteArray();
  }

  /** {@code key} as PKCS #8, not encrypted: secret. */
  public static byte[] encode(PrivateKey key) {
    return PemBlock.write(PrivateKeys.PKCS8, key.getEncoded());
  }

  /** Certificate and private key in one file: secret. */
  public static byte[] encode(Leaf leaf) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(encode(List.of(leaf.certificate())));
    file.writeBytes(encode(leaf.key()));
    return file.toByteArray();
  }

  /** Reads what {@link #encode(Leaf)} wrote. */
  public static Leaf leaf(byte[] file) throws PemException {
    List<X509Certificate> chain = certificates(file);
    PrivateKey key = privateKey(file);
    checkPair(chain, key);
    return new Leaf(chain.getFirst(), key);
  }

  /**
   * All certificates of a file, in its order: a chain, or authorities.
   *
   * @return at least one
   */
  public static List<X509Certificate> certificates(byte[] file) throws PemException {
    List<PemBlock> blocks = PemBlock.read(file);
    List<X509Certificate> certificates = new ArrayList<>();
    for (PemBlock block : blocks) {
      if (block.label().equals(CERTIFICATE) || block.label().equals("X509 CERTIFICATE")) {
        certificates.add(certificate(block));
      }
    }
    if (certificates.isEmpty()) {
      throw new PemException(
          "the file holds no certificate but \"" + blocks.getFirst().label() + "\"");
    }
    return certificates;
  }

  private static X509Certificate certificate(PemBlock block) throws PemException {
    try {
      return DerCertificate.parse(block.content().toArray());
    } catch (CertificateException e) {
      throw new PemException(
          "line " + block.line() + ": the certificate below cannot be read: " + e.getMessage());
    }
  }

  /**
   * The first private key of a file: PKCS #8, or the older forms of RSA and EC keys. RSA, EC and
   * Ed25519 keys are known.
   */
  public static PrivateKey privateKey(byte[] file) throws PemException {
    List<PemBlock> blocks = PemBlock.read(file);
    for (PemBlock block : blocks) {
      PrivateKey key = PrivateKeys.read(block);
      if (key != null) {
        return key;
      }
    }
    throw new PemException(
        "the file holds no private key but \"" + blocks.getFirst().label() + "\"");
  }

  /**
   * Whether {@code key} belongs to the first certificate of {@code chain}.
   *
   * @throws PemException when it does not; the path before it is the key's
   */
  public static void checkPair(List<X509Certificate> chain, PrivateKey key) throws PemException {
    if (!PrivateKeys.belongsTo(key, chain.getFirst().getPublicKey())) {
      throw new PemException(
          "the private key does not belong to the "
              + (chain.size() > 1 ? "first certificate" : "certificate"));
    }
  }

  static PemException encrypted(int line) {
    return new PemException(
        "line "
            + line
            + ": the private key is encrypted: write it without passphrase, with openssl pkey");
  }
}
