package connet.app.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.protocol.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OwnCertificateTest {
  @TempDir Path folder;

  @Test
  void isMadeOnceAndKept() throws Exception {
    OwnCertificate made = OwnCertificate.in(folder, "relay.example");
    OwnCertificate again = OwnCertificate.in(folder, "relay.example");
    assertEquals(made.certificate().chain(), again.certificate().chain());
    assertEquals(made.certificate().key(), again.certificate().key());
    assertEquals(made.certificate().chain(), Pem.certificates(Files.readAllBytes(made.file())));
  }

  @Test
  void namesTheHostAndTheMachine() throws Exception {
    var names =
        CertificateNames.of(OwnCertificate.in(folder, "relay.example").certificate().leaf());
    for (String name : List.of("relay.example", "localhost", "127.0.0.1", "::1")) {
      assertTrue(names.contains(CertificateNames.spelled(name)), name + " in " + names);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyTheOwnerCanReadTheKeyAndNoDraftIsLeft() throws Exception {
    OwnCertificate.in(folder, "localhost");
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key.pem"))));
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void aStartThatFailedHalfWayIsRepaired() throws Exception {
    Files.writeString(folder.resolve("key.pem"), "half a k");
    Files.writeString(folder.resolve("key.pem.new"), "more");
    OwnCertificate.in(folder, "localhost");
    OwnCertificate.in(folder, "localhost");
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws Exception {
    OwnCertificate.in(folder, "localhost");
    Path other = Files.createDirectory(folder.resolve("other"));
    OwnCertificate.in(other, "localhost");
    Files.delete(folder.resolve("key.pem"));
    Files.move(other.resolve("key.pem"), folder.resolve("key.pem"));
    StartException e =
        assertThrows(StartException.class, () -> OwnCertificate.in(folder, "localhost"));
    assertEquals(
        "the private key does not belong to the certificate: "
            + folder.resolve("key.pem")
            + " for "
            + folder.resolve("cert.pem")
            + "; remove both to have a new certificate made",
        e.line());
  }

  @Test
  void aFolderThatCannotBeMadeIsSaid() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Host host = new Host(System.out, System.err, java.util.Map.of(), "Linux", folder);
    StartException e =
        assertThrows(
            StartException.class, () -> StateFolder.open(file.resolve("x"), "relay", 1, host));
    assertTrue(e.line().startsWith("cannot keep state in " + file.resolve("x")), e.line());
    assertTrue(e.line().endsWith("with store-dir or $CONNET_STATE_DIR"), e.line());
  }
}
