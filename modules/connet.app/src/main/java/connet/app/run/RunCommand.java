package connet.app.run;

import connet.app.cli.Invocation;
import connet.app.config.ClientConfig;
import connet.app.config.ConfigException;
import connet.app.config.ControlConfig;
import connet.app.config.FileLayer;
import connet.app.config.Keys;
import connet.app.config.Layer;
import connet.app.config.Problems;
import connet.app.config.RelayConfig;
import connet.app.config.ServerConfig;
import connet.app.config.Values;
import connet.app.logging.Logging;
import connet.app.notify.Readiness;
import connet.app.role.Background;
import connet.app.role.ClientRole;
import connet.app.role.ControlRole;
import connet.app.role.Host;
import connet.app.role.ReceiveBuffer;
import connet.app.role.RelayRole;
import connet.app.role.Role;
import connet.app.role.ServerRole;
import connet.app.role.StartException;
import connet.app.role.Stop;
import connet.app.status.StatusPage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a role by its configuration until it is asked to stop. */
final class RunCommand {
  private final Host host;
  private final Stop stop;

  RunCommand(Host host, Stop stop) {
    this.host = host;
    this.stop = stop;
  }

  int run(Invocation.Run run)
      throws ConfigException, StartException, IOException, InterruptedException {
    Problems problems = new Problems();
    List<Layer> layers = new ArrayList<>(FileLayer.readAll(run.configs(), problems));
    layers.add(run.flags());
    Values values = Values.of(layers);
    Start start = start(run, values, problems);
    Logging.start(values.or(Keys.LOG_LEVEL).value(), values.or(Keys.LOG_FORMAT).value());
    // Only now, as a logger that is asked for earlier would be set up without the configuration.
    Logger log = LoggerFactory.getLogger(RunCommand.class);
    problems.warnings().forEach(log::warn);
    // The page's port first: nothing is made, and nobody told, by a start that fails for it.
    try (StatusPage page = start.status == null ? null : StatusPage.bind(start.status);
        Role role = start.starter.start()) {
      Background.start("receive buffer", () -> ReceiveBuffer.warnWhenSmall(host.system()));
      serve(page, role);
      log.info("ending what={}", role.name());
    }
    return Program.GOOD;
  }

  private void serve(@Nullable StatusPage page, Role role)
      throws StartException, InterruptedException {
    try (page;
        var _ = Readiness.tell(host.environment(), role)) {
      if (page != null) {
        page.serve(role::status);
      }
      stop.await();
    }
  }

  /** How to start a role, and where its status page shall be. */
  private record Start(Starter starter, @Nullable InetSocketAddress status) {}

  private interface Starter {
    Role start() throws StartException, IOException;
  }

  private Start start(Invocation.Run run, Values values, Problems problems) throws ConfigException {
    Map<String, String> environment = host.environment();
    return switch (run.command()) {
      case CLIENT -> {
        ClientConfig config = ClientConfig.read(values, environment, problems);
        yield new Start(() -> ClientRole.start(config, host, stop), config.status());
      }
      case SERVER -> {
        ServerConfig config = ServerConfig.read(values, environment, problems);
        yield new Start(() -> ServerRole.start(config, host), config.status());
      }
      case CONTROL -> {
        ControlConfig config = ControlConfig.read(values, environment, problems);
        yield new Start(() -> ControlRole.start(config, host), config.status());
      }
      case RELAY -> {
        RelayConfig config = RelayConfig.read(values, environment, problems);
        yield new Start(() -> RelayRole.start(config, host), config.status());
      }
      case CHECK, GEN_KEY, DEMO, SERVICE, COMPLETION, HELP, MANUAL, VERSION ->
          throw new IllegalArgumentException("no role: " + run.command());
    };
  }
}
