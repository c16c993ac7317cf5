package connet.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import connet.testkit.Sample;
import connet.testkit.TcpService;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HalfCloseIT {
  private static final Sample QUESTION = new Sample(1, 3_000_000);
  private static final Sample ANSWER = new Sample(2, 5_000_000);

  @TempDir Path folder;
  @RegisterExtension final Programs programs = new Programs();

  /** The service answers only once the question has ended, with its hash and much more. */
  @ParameterizedTest
  @ValueSource(strings = {"direct", "relay"})
  void wholeAnswerComesAfterTheEndOfTheQuestion(String route) throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (TcpService service =
        TcpService.start(
            any,
            connection -> {
              Sample.Read question = Sample.read(connection.getInputStream());
              connection
                  .getOutputStream()
                  .write(question.sha256().getBytes(StandardCharsets.US_ASCII));
              ANSWER.writeTo(connection.getOutputStream());
              connection.shutdownOutput();
            })) {
      Tunnel tunnel = Tunnel.open(programs, folder, service.address(), route);
      for (int i = 0; i < 5; i++) {
        try (Socket socket = tunnel.connect()) {
          QUESTION.writeTo(socket.getOutputStream());
          socket.shutdownOutput();
          Sample.Read expected = QUESTION.read();
          byte[] hash = socket.getInputStream().readNBytes(expected.sha256().length());
          assertEquals(expected.sha256(), new String(hash, StandardCharsets.US_ASCII));
          assertEquals(ANSWER.read(), Sample.read(socket.getInputStream()));
        }
      }
    }
  }
}
