package connet.app.run;

import connet.app.cli.Command;
import connet.app.cli.Invocation;
import connet.app.cli.ServiceVerb;
import connet.app.config.ConfigException;
import connet.app.role.Host;
import connet.app.role.StartException;
import connet.app.role.Stop;
import connet.app.service.Services;
import connet.app.service.WindowsService;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Installs and controls services; on Windows it is also what a service runs. */
final class ServiceCommand {
  private final Host host;
  private final Stop stop;

  ServiceCommand(Host host, Stop stop) {
    this.host = host;
    this.stop = stop;
  }

  int run(Invocation.Service asked)
      throws ConfigException, StartException, IOException, InterruptedException {
    if (asked.verb() == ServiceVerb.RUN) {
      return runOnWindows(asked);
    }
    return new Services(host).run(asked) ? Program.GOOD : Program.FAILED;
  }

  /** Standard output and error of a service lead nowhere, so a file takes their place. */
  private int runOnWindows(Invocation.Service asked) throws StartException, IOException {
    if (!host.system().startsWith("Windows") || asked.config().isEmpty()) {
      throw new StartException("only the service manager of Windows can start this");
    }
    Path folder = WindowsService.folder(host.environment(), asked.role());
    Map<String, String> environment = new HashMap<>(host.environment());
    environment.put("CONNET_STATE_DIR", folder.toString());
    environment.put("CONNET_CACHE_DIR", folder.toString());
    List<String> arguments = new ArrayList<>();
    if (asked.role() != Command.CLIENT) {
      arguments.add(asked.role().word());
    }
    arguments.add("--config");
    arguments.add(asked.config().get().toString());
    try (PrintStream out =
        new PrintStream(
            new FileOutputStream(WindowsService.log(folder).toFile(), true),
            true,
            StandardCharsets.UTF_8)) {
      System.setOut(out);
      System.setErr(out);
      Host logged = new Host(out, out, environment, host.system(), host.home());
      return WindowsService.run(
          asked.role(),
          () -> new Program(logged, stop).run(arguments.toArray(String[]::new)),
          stop::request);
    }
  }
}
