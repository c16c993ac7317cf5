package connet.app.service;

import connet.app.cli.Invocation;
import connet.app.config.ConfigException;
import connet.app.role.Host;
import connet.app.role.StartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command {@code connet service}. */
public final class Services {
  private static final int LAST_LINES = 10;

  private final Host host;
  private final Machine machine;
  private final ServiceManager manager;

  /** Services of the machine on which the program runs. */
  public Services(Host host) {
    this(host, new RealMachine());
  }

  Services(Host host, Machine machine) {
    this.host = host;
    this.machine = machine;
    this.manager =
        host.system().startsWith("Windows")
            ? new WindowsServices(machine, host.environment())
            : host.system().startsWith("Mac") ? new Launchd(machine) : new Systemd(machine);
  }

  /**
   * Does what is asked for.
   *
   * @return whether it went well; a status goes well when the service runs
   * @throws ConfigException when the configuration of a service is wrong
   */
  public boolean run(Invocation.Service asked)
      throws ConfigException, StartException, IOException, InterruptedException {
    Service service = new Service(asked.role());
    if (asked.verb().changes() && !asked.dryRun()) {
      manager.check();
    }
    switch (asked.verb()) {
      case INSTALL -> install(service, asked);
      case UNINSTALL -> {
        take(manager.uninstall(service), asked, List.of());
        tell(asked, "uninstalled; its configuration, its state and its user are still there");
      }
      case START -> start(service, asked);
      case STOP -> take(manager.stop(service), asked, List.of());
      case STATUS -> {
        ServiceStatus status = manager.status(service);
        host.out().print(status.text(service));
        return status.running();
      }
      case LOGS -> perform(manager.logs(service, asked.lines(), asked.follow()));
      case UNIT -> unit(service, asked);
      case RUN -> throw new IllegalArgumentException("not done to a service, but by one");
    }
    return true;
  }

  private void install(Service service, Invocation.Service asked)
      throws ConfigException, StartException, IOException, InterruptedException {
    Path config = asked.config().orElse(manager.config(service));
    List<String> first = new ArrayList<>();
    boolean image = machine.exists(machine.launcher());
    if (!image) {
      first.add("only an image can be installed, and this Java has no " + machine.launcher());
    }
    if (asked.dryRun() && !machine.exists(config)) {
      first.add(Configuration.missing(config));
    } else if (image) {
      new Configuration(machine).check(service, config);
    }
    first.addAll(manager.obstacles(service, config));
    if (!asked.dryRun()) {
      refuse(first);
    }
    List<Step> steps = manager.install(service, asked.config());
    take(steps, asked, first);
    tell(asked, "installed, starts with the machine; now: connet service start " + service.word());
  }

  private static void refuse(List<String> obstacles) throws StartException {
    if (!obstacles.isEmpty()) {
      throw new StartException(obstacles.getFirst());
    }
  }

  private void unit(Service service, Invocation.Service asked) throws StartException {
    Path launcher = asked.launcher().orElse(machine.launcher());
    Path config = asked.config().orElse(manager.config(service));
    refuse(SystemdUnit.obstacles(launcher, config));
    host.out().print(SystemdUnit.text(service, launcher, config));
  }

  private void start(Service service, Invocation.Service asked)
      throws StartException, IOException, InterruptedException {
    List<Step> steps = manager.start(service);
    tell(asked, "starting, which takes until " + service.ready());
    try {
      take(steps, asked, List.of());
    } catch (StartException e) {
      perform(manager.logs(service, LAST_LINES, false));
      throw e;
    }
    tell(asked, "started");
  }

  private void tell(Invocation.Service asked, String what) {
    if (!asked.dryRun()) {
      host.out().println(new Service(asked.role()).word() + ": " + what);
      host.out().flush();
    }
  }

  /** Takes the steps, or shows them and what comes first. */
  private void take(List<Step> steps, Invocation.Service asked, List<String> first)
      throws StartException, IOException, InterruptedException {
    if (asked.dryRun()) {
      host.out().print(Script.of(first, steps));
      return;
    }
    for (Step step : steps) {
      perform(step);
    }
  }

  private void perform(Step step) throws StartException, IOException, InterruptedException {
    switch (step) {
      case Step.Run(var command) -> {
        int code = machine.run(null, command);
        if (code != 0) {
          throw new StartException(
              "'" + Script.command(command) + "' ended with exit code " + code);
        }
      }
      case Step.Check(var folder, var user, var command) -> {
        if (machine.run(folder, command) != 0) {
          throw new StartException(
              "the service runs as the user "
                  + user
                  + ", who cannot use this configuration; what he"
                  + " may not read he gets by: chgrp "
                  + user
                  + " FILE; chmod g+r FILE");
        }
      }
      case Step.Write(var file, var text) -> machine.write(file, text);
      case Step.Delete(var file) -> machine.delete(file);
      case Step.PowerShell(var script) -> PowerShell.run(machine, script);
    }
  }
}
