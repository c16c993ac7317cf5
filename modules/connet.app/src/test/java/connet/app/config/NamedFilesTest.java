package connet.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.protocol.Leaf;
import connet.protocol.Pem;
import connet.protocol.SelfSigned;
import connet.transport.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that configurations name. */
class NamedFilesTest extends ConfigFixture {
  @TempDir Path folder;

  @Test
  void certificatesAndKeysAreReadAndMustFit() throws IOException, ConfigException {
    Leaf one = SelfSigned.forHosts(List.of("localhost"), Instant.now());
    Leaf two = SelfSigned.forHosts(List.of("localhost"), Instant.now());
    Path cert = Files.write(folder.resolve("cert"), Pem.encode(List.of(one.certificate())));
    Path key = Files.write(folder.resolve("key"), Pem.encode(one.key()));
    Path other = Files.write(folder.resolve("other"), Pem.encode(two.key()));
    String server = "[server]\ntokens = ['t']\n";

    String certLine = "cert-file = '" + cert + "'\n";
    Values good = values(server + certLine + "key-file = '" + key + "'\n");
    ServerConfig config = ServerConfig.read(good, Map.of(), problems);
    Identity identity = config.ingresses().getFirst().certificate();
    assertNotNull(identity);
    assertEquals(List.of(one.certificate()), identity.chain());

    assertEquals(
        List.of("a.toml:3: key 'server.cert-file': needs key-file as well"),
        complaints(server + certLine));
    assertEquals(
        List.of("a.toml:3: key 'server.key-file': needs cert-file as well"),
        complaints(server + "key-file = '" + key + "'\n"));
    assertEquals(
        List.of(
            "a.toml:4: key 'server.key-file': the private key does not belong to the certificate: "
                + other
                + " for "
                + cert),
        complaints(server + certLine + "key-file = '" + other + "'\n"));
    assertEquals(
        List.of(
            key
                + ": the file holds no certificate but \"PRIVATE KEY\""
                + " (a.toml:3: key 'server.cert-file')"),
        complaints(server + "cert-file = '" + key + "'\nkey-file = '" + key + "'\n"));
  }

  @Test
  void anExpiredCertificateIsWarnedOf() throws IOException, ConfigException {
    Leaf old = SelfSigned.forHosts(List.of("localhost"), Instant.parse("2001-01-01T00:00:00Z"));
    Path cert = Files.write(folder.resolve("cert"), Pem.encode(List.of(old.certificate())));
    client(
        Map.of("CONNET_TOKEN", "t"),
        "[client]\nserver-cas = '" + cert + "'\n[client.sources.x]\naddr = ':0'\n");
    assertEquals(1, problems.warnings().size());
    assertTrue(problems.warnings().getFirst().contains("was valid until"));
  }

  @Test
  void aStoreFolderThatIsAFileIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertEquals(
        List.of("a.toml:3: key 'relay.store-dir': is a file, not a folder: " + file),
        complaints("[relay]\ntoken = 't'\nstore-dir = '" + file + "'\n"));
  }
}
