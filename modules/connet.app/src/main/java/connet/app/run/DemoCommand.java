package connet.app.run;

import connet.app.cli.Invocation;
import connet.app.config.Keys;
import connet.app.config.Layer;
import connet.app.config.Values;
import connet.app.demo.Demo;
import connet.app.logging.Logging;
import connet.app.role.Host;
import connet.app.role.StartException;
import connet.app.role.Stop;
import java.io.IOException;
import java.util.List;

/** Shows a whole network in one process. */
final class DemoCommand {
  private static final int PORT = 8000;

  private final Host host;
  private final Stop stop;

  DemoCommand(Host host, Stop stop) {
    this.host = host;
    this.stop = stop;
  }

  int run(Invocation.Demo invocation) throws StartException, IOException, InterruptedException {
    log(invocation.flags());
    boolean check = invocation.check();
    int port = invocation.port() >= 0 ? invocation.port() : check ? 0 : PORT;
    try (Demo demo = Demo.start(host, port)) {
      if (check) {
        String result = demo.check();
        host.out().println(result);
        if (invocation.speed()) {
          demo.speed().forEach(host.out()::println);
        }
        return Program.GOOD;
      }
      host.out().println();
      host.out().println("open " + demo.url() + " in a browser, end with Ctrl+C");
      stop.await();
      return Program.GOOD;
    }
  }

  /** The demonstration tells what happens by itself: less is logged unless more is asked for. */
  private static void log(Layer flags) {
    Values values = Values.of(List.of(flags));
    var level = values.get(Keys.LOG_LEVEL);
    Logging.start(
        level == null ? Keys.Level.WARN : level.value(), values.or(Keys.LOG_FORMAT).value());
  }
}
