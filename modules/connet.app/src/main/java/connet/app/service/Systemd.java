package connet.app.service;

import connet.app.role.StartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The service manager of most Linux systems. */
final class Systemd implements ServiceManager {
  /** Where administrators keep their units, and then packages, as systemd.unit(5) says. */
  private static final Path OWN = Path.of("/etc/systemd/system");

  private static final List<Path> PACKAGED =
      Stream.of("/usr/lib/systemd/system", "/lib/systemd/system").map(Path::of).toList();

  /** There if systemd runs the machine, as sd_booted(3) says. */
  private static final Path BOOTED = Path.of("/run/systemd/system");

  private static final Path CONFIGS = Path.of("/etc/connet");
  private static final String SYSTEMCTL = "systemctl";

  private final Machine machine;

  Systemd(Machine machine) {
    this.machine = machine;
  }

  @Override
  public void check() throws StartException, IOException, InterruptedException {
    booted();
    Root.check(machine);
  }

  private void booted() throws StartException {
    if (!machine.exists(BOOTED)) {
      throw new StartException(
          "systemd does not run this machine: have its own init system, or the container's"
              + " runtime, start connet");
    }
  }

  @Override
  public Path config(Service service) {
    return CONFIGS.resolve(service.word() + ".toml");
  }

  @Override
  public List<String> obstacles(Service service, Path config) {
    // The unit of a package names its own program.
    return packaged(service) == null
        ? SystemdUnit.obstacles(machine.launcher(), config)
        : List.of();
  }

  @Override
  public List<Step> install(Service service, Optional<Path> given)
      throws StartException, IOException, InterruptedException {
    Path own = own(service);
    if (machine.exists(own)) {
      throw new StartException(Remedy.installedAlready(service, own));
    }
    Path config = given.orElse(config(service));
    Step enable = Step.run(SYSTEMCTL, "enable", SystemdUnit.name(service));
    Path packaged = packaged(service);
    if (packaged != null) {
      if (!config.equals(config(service))) {
        throw new StartException(
            "the unit of the package, "
                + packaged
                + ", has its configuration in "
                + config(service)
                + ": put it there");
      }
      List<Step> steps = new ArrayList<>(handOver(config));
      steps.add(enable);
      return steps;
    }
    String text = SystemdUnit.text(service, machine.launcher(), config);
    List<Step> steps = new ArrayList<>();
    if (machine.ask(null, List.of("getent", "passwd", SystemdUnit.USER)).exitCode() != 0) {
      steps.add(
          Step.run(
              "/usr/sbin/useradd",
              "--system",
              "--user-group",
              "--no-create-home",
              "--home-dir",
              "/var/lib/connet",
              "--shell",
              "/usr/sbin/nologin",
              SystemdUnit.USER));
    }
    steps.addAll(handOver(config));
    steps.add(new Step.Write(own, text));
    steps.add(Step.run(SYSTEMCTL, "daemon-reload"));
    steps.add(enable);
    return steps;
  }

  private List<Step> handOver(Path config) {
    return Configuration.handOver(
        machine.launcher(), config, SystemdUnit.USER, "/usr/sbin/runuser");
  }

  @Override
  public List<Step> uninstall(Service service)
      throws StartException, IOException, InterruptedException {
    installed(service);
    String unit = SystemdUnit.name(service);
    List<Step> steps = new ArrayList<>();
    steps.add(Step.run(SYSTEMCTL, "disable", "--now", unit));
    if (machine.ask(null, List.of(SYSTEMCTL, "is-failed", unit)).exitCode() == 0) {
      steps.add(Step.run(SYSTEMCTL, "reset-failed", unit));
    }
    Path own = own(service);
    if (machine.exists(own)) {
      steps.add(new Step.Delete(own));
      steps.add(Step.run(SYSTEMCTL, "daemon-reload"));
    }
    return steps;
  }

  @Override
  public List<Step> start(Service service) throws StartException {
    installed(service);
    return List.of(Step.run(SYSTEMCTL, "start", SystemdUnit.name(service)));
  }

  @Override
  public List<Step> stop(Service service) throws StartException {
    installed(service);
    return List.of(Step.run(SYSTEMCTL, "stop", SystemdUnit.name(service)));
  }

  @Override
  public ServiceStatus status(Service service)
      throws StartException, IOException, InterruptedException {
    booted();
    Machine.Answer answer =
        machine.ask(
            null,
            List.of(
                SYSTEMCTL,
                "show",
                "--property=" + SystemdStatus.PROPERTIES,
                SystemdUnit.name(service)));
    if (answer.exitCode() != 0) {
      throw new StartException("systemd does not answer: " + answer.err().strip());
    }
    return SystemdStatus.of(answer.out());
  }

  @Override
  public Step logs(Service service, int lines, boolean follow) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("journalctl", "--unit", SystemdUnit.name(service)));
    command.addAll(List.of("--no-pager", "--lines", String.valueOf(lines)));
    if (follow) {
      command.add("--follow");
    }
    return new Step.Run(command);
  }

  private void installed(Service service) throws StartException {
    if (!machine.exists(own(service)) && packaged(service) == null) {
      throw new StartException(Remedy.notInstalled(service));
    }
  }

  private static Path own(Service service) {
    return OWN.resolve(SystemdUnit.name(service));
  }

  private @Nullable Path packaged(Service service) {
    return PACKAGED.stream()
        .map(folder -> folder.resolve(SystemdUnit.name(service)))
        .filter(machine::exists)
        .findFirst()
        .orElse(null);
  }
}
