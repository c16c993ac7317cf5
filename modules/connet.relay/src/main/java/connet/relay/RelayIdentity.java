package connet.relay;

import connet.protocol.Bytes;
import connet.protocol.CertificateChecks;
import connet.protocol.Leaf;
import connet.protocol.Pem;
import connet.protocol.PemException;
import connet.protocol.RelayCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;

/**
 * What clients know a relay by.
 *
 * @param serverName the only DNS name of the certificate
 * @param leaf certificate and key
 * @param resetKey 32 secret bytes that let peers of an earlier run notice at once that it has ended
 * @param fresh whether it was made just now
 */
record RelayIdentity(String serverName, Leaf leaf, Bytes resetKey, boolean fresh) {
  /** A certificate that ends sooner is replaced at the start, as it must last for the run. */
  private static final Duration RENEWED_BEFORE_ITS_END = Duration.ofDays(180);

  private static final int RESET_KEY_BYTES = 32;

  /** Reads what is kept in the folder, and makes what is missing or too old. */
  static RelayIdentity of(Path folder, Instant now) throws IOException {
    Path file = folder.resolve("identity.pem");
    Bytes resetKey = resetKey(folder.resolve("stateless-reset.key"));
    try {
      if (Files.exists(file)) {
        Leaf kept = Pem.leaf(PrivateFile.read(file));
        Instant end = kept.certificate().getNotAfter().toInstant();
        if (end.isAfter(now.plus(RENEWED_BEFORE_ITS_END))) {
          return new RelayIdentity(
              CertificateChecks.serverName(kept.certificate()), kept, resetKey, false);
        }
      }
      Leaf made = RelayCertificate.create(now);
      PrivateFile.write(file, Pem.encode(made));
      return new RelayIdentity(
          CertificateChecks.serverName(made.certificate()), made, resetKey, true);
    } catch (PemException | CertificateException e) {
      throw new IOException(
          file + " is damaged: " + e.getMessage() + "; without it the relay makes a new identity",
          e);
    }
  }

  private static Bytes resetKey(Path file) throws IOException {
    if (Files.exists(file)) {
      Bytes kept = Bytes.of(PrivateFile.read(file));
      if (kept.length() == RESET_KEY_BYTES) {
        return kept;
      }
    }
    Bytes made = Bytes.random(RESET_KEY_BYTES, new SecureRandom());
    PrivateFile.write(file, made.toArray());
    return made;
  }
}
