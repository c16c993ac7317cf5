package connet.app.config;

import connet.protocol.CertificateChecks;
import connet.protocol.Pem;
import connet.protocol.PemException;
import connet.transport.Identity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the certificates and keys that a configuration names. */
final class CertificateFiles {
  private interface Reading<T> {
    T read(byte[] content) throws PemException;
  }

  private CertificateFiles() {}

  /** The authorities in a file; empty after noting what is wrong. */
  static List<X509Certificate> authorities(Setting<Path> file, Problems problems) {
    List<X509Certificate> authorities = read(file, Pem::certificates, problems);
    if (authorities == null) {
      return List.of();
    }
    warnWhenNotValid(file.value(), authorities, problems);
    return authorities;
  }

  /** A certificate and its key; null after noting what is wrong. */
  static @Nullable Identity pair(Setting<Path> certificate, Setting<Path> key, Problems problems) {
    List<X509Certificate> chain = read(certificate, Pem::certificates, problems);
    PrivateKey privateKey = read(key, Pem::privateKey, problems);
    if (chain == null || privateKey == null) {
      return null;
    }
    try {
      Pem.checkPair(chain, privateKey);
    } catch (PemException e) {
      problems.add(
          key.origin(), e.getMessage() + ": " + key.value() + " for " + certificate.value());
      return null;
    }
    warnWhenNotValid(certificate.value(), chain.subList(0, 1), problems);
    SecretFiles.warnWhenOthersMayRead("private key", key.value(), problems);
    return new Identity(chain, privateKey);
  }

  private static <T> @Nullable T read(Setting<Path> file, Reading<T> reading, Problems problems) {
    String text = TextFile.read(file, problems);
    if (text == null) {
      return null;
    }
    try {
      return reading.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (PemException e) {
      problems.add(file.value().toString(), e.getMessage() + " (" + file.origin().where() + ")");
      return null;
    }
  }

  private static void warnWhenNotValid(
      Path file, List<X509Certificate> certificates, Problems problems) {
    for (X509Certificate certificate : certificates) {
      try {
        CertificateChecks.checkValidity(certificate, Instant.now());
      } catch (CertificateException e) {
        problems.warn(e.getMessage() + " file=" + file);
      }
    }
  }
}
