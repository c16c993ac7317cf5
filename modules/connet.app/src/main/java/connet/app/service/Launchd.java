package connet.app.service;

import connet.app.role.StartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The service manager of macOS, see launchd.plist(5) and launchctl(1). */
final class Launchd implements ServiceManager {
  private static final Path DAEMONS = Path.of("/Library/LaunchDaemons");
  private static final Path CONFIGS = Path.of("/etc/connet");
  private static final Path STATE = Path.of("/Library/Application Support/connet");
  private static final Path LOGS = Path.of("/Library/Logs/connet");
  private static final String LAUNCHCTL = "launchctl";

  private final Machine machine;
  private final LaunchdUser user;

  Launchd(Machine machine) {
    this.machine = machine;
    this.user = new LaunchdUser(machine);
  }

  @Override
  public void check() throws StartException, IOException, InterruptedException {
    Root.check(machine);
  }

  @Override
  public Path config(Service service) {
    return CONFIGS.resolve(service.word() + ".toml");
  }

  @Override
  public List<String> obstacles(Service service, Path config) {
    return List.of();
  }

  @Override
  public List<Step> install(Service service, Optional<Path> given)
      throws StartException, IOException, InterruptedException {
    Path file = file(service);
    if (machine.exists(file)) {
      throw new StartException(Remedy.installedAlready(service, file));
    }
    Path config = given.orElse(config(service));
    List<Step> steps = new ArrayList<>(user.createIfMissing());
    steps.add(folder(STATE, "700"));
    steps.add(folder(LOGS, "755"));
    steps.addAll(Configuration.handOver(machine.launcher(), config, LaunchdUser.NAME, "sudo"));
    steps.add(new Step.Write(file, plist(service, machine.launcher(), config)));
    steps.add(Step.run(LAUNCHCTL, "enable", target(service)));
    return steps;
  }

  private static Step folder(Path folder, String mode) {
    return Step.run(
        "install",
        "-d",
        "-o",
        LaunchdUser.NAME,
        "-g",
        LaunchdUser.NAME,
        "-m",
        mode,
        folder.toString());
  }

  private static String plist(Service service, Path launcher, Path config) {
    List<String> words = new ArrayList<>(List.of(launcher.toString()));
    words.addAll(service.arguments(config));
    StringBuilder arguments = new StringBuilder();
    words.forEach(word -> arguments.append("    <string>").append(xml(word)).append("</string>\n"));
    return Template.fill(
        "launchd.plist",
        Map.of(
            "label", label(service),
            "arguments", arguments.toString().stripTrailing(),
            "folder", xml(Configuration.folder(config).toString()),
            "state", STATE.toString(),
            "log", log(service).toString()));
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public List<Step> uninstall(Service service)
      throws StartException, IOException, InterruptedException {
    installed(service);
    List<Step> steps = new ArrayList<>();
    if (!printed(service).isEmpty()) {
      steps.add(Step.run(LAUNCHCTL, "bootout", target(service)));
    }
    steps.add(new Step.Delete(file(service)));
    return steps;
  }

  @Override
  public List<Step> start(Service service)
      throws StartException, IOException, InterruptedException {
    installed(service);
    return List.of(
        printed(service).isEmpty()
            ? Step.run(LAUNCHCTL, "bootstrap", "system", file(service).toString())
            : Step.run(LAUNCHCTL, "kickstart", target(service)));
  }

  @Override
  public List<Step> stop(Service service) throws StartException, IOException, InterruptedException {
    installed(service);
    return printed(service).isEmpty()
        ? List.of()
        : List.of(Step.run(LAUNCHCTL, "bootout", target(service)));
  }

  @Override
  public ServiceStatus status(Service service) throws IOException, InterruptedException {
    if (!machine.exists(file(service))) {
      return new ServiceStatus(false, "not installed", Map.of());
    }
    return LaunchdStatus.of(printed(service), file(service), log(service));
  }

  @Override
  public Step logs(Service service, int lines, boolean follow) {
    List<String> command = new ArrayList<>(List.of("tail", "-n", String.valueOf(lines)));
    if (follow) {
      command.add("-F");
    }
    command.add(log(service).toString());
    return new Step.Run(command);
  }

  /** What launchd tells of the service; empty when it has not loaded it. */
  private String printed(Service service) throws IOException, InterruptedException {
    Machine.Answer answer = machine.ask(null, List.of(LAUNCHCTL, "print", target(service)));
    return answer.exitCode() == 0 ? answer.out() : "";
  }

  private void installed(Service service) throws StartException {
    if (!machine.exists(file(service))) {
      throw new StartException(Remedy.notInstalled(service));
    }
  }

  private static String label(Service service) {
    return "dev.connet." + service.word();
  }

  private static String target(Service service) {
    return "system/" + label(service);
  }

  private static Path file(Service service) {
    return DAEMONS.resolve(label(service) + ".plist");
  }

  private static Path log(Service service) {
    return LOGS.resolve(service.word() + ".log");
  }
}
