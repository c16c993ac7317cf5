package connet.app.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import connet.testkit.NotifySocket;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "only systemd listens there")
class UnixDatagramTest {
  @TempDir Path folder;

  @Test
  void messagesArriveAtAFile() throws IOException {
    String name = folder.resolve("notify").toString();
    try (NotifySocket receiver = NotifySocket.atFile(name)) {
      UnixDatagram socket = new UnixDatagram(name);
      socket.send("READY=1\nSTATUS=ü");
      socket.send("STOPPING=1");
      assertEquals("READY=1\nSTATUS=ü", receiver.receive());
      assertEquals("STOPPING=1", receiver.receive());
    }
  }

  @Test
  void messagesArriveAtAnAbstractName() throws IOException {
    String name = folder.toString();
    try (NotifySocket receiver = NotifySocket.atName(name)) {
      new UnixDatagram("@" + name).send("READY=1");
      assertEquals("READY=1", receiver.receive());
    }
  }

  @Test
  void nobodyThereIsAnError() throws IOException {
    UnixDatagram socket = new UnixDatagram(folder.resolve("nobody").toString());
    // 2 is ENOENT.
    IOException e = assertThrows(IOException.class, () -> socket.send("READY=1"));
    assertEquals("sendto failed with error 2", e.getMessage());
  }

  @Test
  void aNameThatIsTooLongIsRefused() {
    assertThrows(IOException.class, () -> new UnixDatagram("/" + "x".repeat(107)));
  }
}
