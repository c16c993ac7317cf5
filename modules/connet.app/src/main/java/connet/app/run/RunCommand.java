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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a role by its configuration until it is asked to stop. */
final class RunCommand {
  private final Host host;
  private final Stop stop;

  RunCommand(Host host, Stop stop) {
    this.host = host;
    this.stop = stop;
  }

  int run(Invocation.Run run) throws ConfigException, InterruptedException {
    Problems problems = new Problems();
    List<Layer> layers = new ArrayList<>();
    for (Setting<Path> file : run.configs()) {
      layers.add(FileLayer.read(file, problems));
    }
    layers.add(run.flags());
    problems.check();
    Values values = Values.of(layers);
    Logging.start(values.or(Keys.LOG_LEVEL).value(), values.or(Keys.LOG_FORMAT).value());
    switch (run.command()) {
      case CLIENT -> ClientConfig.read(values, host.environment(), problems);
      case SERVER -> ServerConfig.read(values, host.environment(), problems);
      case CONTROL -> ControlConfig.read(values, host.environment(), problems);
      case RELAY -> RelayConfig.read(values, host.environment(), problems);
      case CHECK, DEMO, VERSION -> {}
    }
    stop.await();
    return Program.GOOD;
  }
}
