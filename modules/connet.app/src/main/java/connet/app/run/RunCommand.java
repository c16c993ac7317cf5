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
import connet.app.config.Setting;
import connet.app.config.Values;
import connet.app.logging.Logging;
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
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    List<Layer> layers = new ArrayList<>();
    for (Setting<Path> file : run.configs()) {
      layers.add(FileLayer.read(file, problems));
    }
    layers.add(run.flags());
    problems.check();
    Values values = Values.of(layers);
    Starter starter = starter(run, values, problems);
    Logging.start(values.or(Keys.LOG_LEVEL).value(), values.or(Keys.LOG_FORMAT).value());
    // Only now, as a logger that is asked for earlier would be set up without the configuration.
    Logger log = LoggerFactory.getLogger(RunCommand.class);
    problems.warnings().forEach(log::warn);
    try (Role role = starter.start()) {
      Background.start("receive buffer", () -> ReceiveBuffer.warnWhenSmall(host.system()));
      stop.await();
      log.info("ending what={}", role.name());
    }
    return Program.GOOD;
  }

  private interface Starter {
    Role start() throws StartException, IOException;
  }

  private Starter starter(Invocation.Run run, Values values, Problems problems)
      throws ConfigException {
    Map<String, String> environment = host.environment();
    return switch (run.command()) {
      case CLIENT -> {
        ClientConfig config = ClientConfig.read(values, environment, problems);
        yield () -> ClientRole.start(config, stop);
      }
      case SERVER -> {
        ServerConfig config = ServerConfig.read(values, environment, problems);
        yield () -> ServerRole.start(config, host);
      }
      case CONTROL -> {
        ControlConfig config = ControlConfig.read(values, environment, problems);
        yield () -> ControlRole.start(config, host);
      }
      case RELAY -> {
        RelayConfig config = RelayConfig.read(values, environment, problems);
        yield () -> RelayRole.start(config, host);
      }
      case CHECK, DEMO, VERSION -> throw new IllegalArgumentException("no role: " + run.command());
    };
  }
}
