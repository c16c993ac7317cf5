package connet.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.app.role.Stop;
import connet.app.run.Signals;
import connet.testkit.RunningProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the program ends when it is told to, and what it has logged until then. */
@DisabledOnOs(OS.WINDOWS)
final class EndingIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path scratch;

  /** Runs in the image's virtual machine, and never does what a signal asks for. */
  static final class Hangs {
    private Hangs() {}

    public static void main(String[] args) throws InterruptedException {
      Signals.handle(new Stop());
      System.out.println("ready");
      new CountDownLatch(1).await();
    }
  }

  private RunningProgram server(String format) throws Exception {
    return RunningProgram.start(
        "server",
        scratch,
        Map.of(),
        List.of(
            Image.launcher().toString(),
            "server",
            "--tokens=s3cret",
            "--addr=127.0.0.1:0",
            "--relay-addr=127.0.0.1:0",
            "--store-dir=" + scratch.resolve("store"),
            "--log-format=" + format));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalEndsEverythingInOrderWithZero(String signal) throws Exception {
    try (RunningProgram server = server("text")) {
      server.awaitLine("relay registered", PATIENCE);
      server.signal(signal);
      assertEquals(0, server.awaitExit(PATIENCE), server.output());
      assertTrue(server.said("ending what=server"), server.output());
      assertTrue(server.said("relay ended"), server.output());
    }
  }

  @Test
  void aSecondSignalEndsAtOnceWhatHangs() throws Exception {
    List<String> command =
        List.of(
            Image.java().toString(),
            "--add-modules=connet.app",
            "--add-exports=connet.app/connet.app.role=ALL-UNNAMED",
            "--add-exports=connet.app/connet.app.run=ALL-UNNAMED",
            "--class-path",
            System.getProperty("connet.tests"),
            Hangs.class.getName());
    try (RunningProgram hangs = RunningProgram.start("hangs", scratch, Map.of(), command)) {
      hangs.awaitLine("ready", PATIENCE);
      hangs.signal("TERM");
      hangs.signal("INT");
      assertEquals(137, hangs.awaitExit(Duration.ofSeconds(5)), hangs.output());
    }
  }

  @Test
  void everyLogLineIsJsonWhenThatIsAskedFor() throws Exception {
    try (RunningProgram server = server("json")) {
      server.awaitLine("\"message\":\"relay registered\"", PATIENCE);
      server.signal("TERM");
      assertEquals(0, server.awaitExit(PATIENCE), server.output());
      List<String> lines = server.output().lines().skip(1).map(String::strip).toList();
      for (String line : lines) {
        assertTrue(
            line.startsWith("certificate to hand to clients: ")
                || line.matches(
                    "\\{\"time\":\"[0-9T:.-]+Z\",\"level\":\"(info|warn)\",\"logger\":\"[\\w.]+\","
                        + "\"message\":\".*\",\"fields\":\\{.*\\}\\}"),
            line);
        assertFalse(line.contains("s3cret"), line);
      }
    }
  }
}
