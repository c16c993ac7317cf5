package connet.app.service;

import connet.app.cli.CommandLineParser;
import connet.app.cli.Invocation;
import connet.app.role.Host;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Command lines that are run on a machine that is none. */
final class ServiceFixture {
  final FakeMachine machine = new FakeMachine();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final String system;

  ServiceFixture(String system) {
    this.system = system;
  }

  /** Runs what follows {@code connet service}. */
  boolean run(String line) throws Exception {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Host host = new Host(stream, stream, Map.of(), system, Path.of("/root"));
    String[] words = ("service " + line).split(" ", -1);
    Invocation.Service asked = (Invocation.Service) CommandLineParser.parse(words);
    return new Services(host, machine).run(asked);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
