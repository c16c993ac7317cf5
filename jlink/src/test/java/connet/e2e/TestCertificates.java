package connet.e2e;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A certificate for localhost, made by openssl, which is its own authority and good for servers and
 * clients.
 *
 * @param certificate a PEM file
 * @param key a PEM file
 */
record TestCertificates(Path certificate, Path key) {
  static TestCertificates make(Path folder) throws Exception {
    var made = new TestCertificates(folder.resolve("web.pem"), folder.resolve("web.key"));
    Image.Result result =
        Image.run(
            folder,
            Map.of("PATH", System.getenv("PATH")),
            List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout",
                made.key().toString(),
                "-out",
                made.certificate().toString()));
    if (result.exitCode() != 0) {
      throw new AssertionError("openssl: " + result.err());
    }
    return made;
  }
}
