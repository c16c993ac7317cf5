package connet.app.config;

import connet.client.TlsClient;
import connet.client.TlsServer;
import connet.transport.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of one destination or source that speaks TLS. */
final class EndpointFiles {
  /** In the place of a file: any certificate of the service will do. */
  private static final String UNVERIFIED = "insecure-skip-verify";

  private final Reading reading;
  private final List<String> table;
  private final EndpointKeys.Common keys;

  EndpointFiles(Reading reading, List<String> table, EndpointKeys.Common keys) {
    this.reading = reading;
    this.table = table;
    this.keys = keys;
  }

  /** Warns of files that nothing will read. */
  void warnOfNeedless(String what) {
    Stream.of(keys.cas(), keys.cert(), keys.key())
        .map(key -> reading.values().get(table, key))
        .forEach(
            file -> {
              if (file != null && !isThere(file)) {
                reading
                    .problems()
                    .addAbsence(
                        file.origin(), "cannot read the file " + file.value().toAbsolutePath());
              } else if (file != null) {
                reading.problems().warn(file.origin().where() + " is not used by " + what);
              }
            });
  }

  private static boolean isThere(Setting<Path> file) {
    return Files.isReadable(file.value()) || file.value().toString().equals(UNVERIFIED);
  }

  /** How a destination speaks TLS to its service. */
  TlsClient client() {
    TlsClient tls = TlsClient.usual();
    Setting<Path> cas = reading.values().get(table, keys.cas());
    if (cas != null && cas.value().toString().equals(UNVERIFIED)) {
      tls = tls.unverified();
    } else if (cas != null) {
      tls = tls.withAuthorities(CertificateFiles.authorities(cas, reading.problems()));
    }
    Identity own = certificate();
    return own == null ? tls : tls.withCertificate(own.chain(), own.key());
  }

  /** How a source speaks TLS to those who connect, or null after noting what is wrong. */
  @Nullable TlsServer server(String scheme) throws BadValueException {
    Setting<Path> cas = reading.values().get(table, keys.cas());
    List<X509Certificate> authorities =
        cas == null ? List.of() : CertificateFiles.authorities(cas, reading.problems());
    if (reading.values().get(table, keys.cert()) == null
        && reading.values().get(table, keys.key()) == null) {
      throw new BadValueException(
          scheme + " needs a certificate: add cert-file and key-file, PEM files");
    }
    Identity own = certificate();
    return own == null ? null : new TlsServer(own.chain(), own.key(), authorities);
  }

  private @Nullable Identity certificate() {
    return reading.certificate(
        reading.values().get(table, keys.cert()), reading.values().get(table, keys.key()));
  }
}
