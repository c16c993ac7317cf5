package connet.app.service;

import connet.app.role.StartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The service manager of Windows, by way of PowerShell. */
final class WindowsServices implements ServiceManager {
  private static final String ADMINISTRATOR =
      "([Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent())"
          + ".IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)";

  private final Machine machine;
  private final Map<String, String> environment;
  private final Path data;

  /** Where the folders of people are. */
  private final Path users;

  WindowsServices(Machine machine, Map<String, String> environment) {
    this.machine = machine;
    this.environment = environment;
    this.users =
        Path.of(environment.getOrDefault("PUBLIC", "C:\\Users\\Public")).resolveSibling("");
    this.data = WindowsService.data(environment);
  }

  @Override
  public void check() throws StartException, IOException, InterruptedException {
    if (!PowerShell.ask(machine, ADMINISTRATOR).out().strip().equals("True")) {
      throw new StartException(
          "only an administrator may do this: open the terminal by 'Run as administrator'");
    }
  }

  @Override
  public Path config(Service service) {
    return data.resolve(service.word() + ".toml");
  }

  @Override
  public List<String> obstacles(Service service, Path config) {
    return machine.launcher().startsWith(users)
        ? List.of(
            "connet is installed in "
                + machine.launcher()
                + ", which a service does not see: copy the whole image to C:\\Program"
                + " Files\\connet")
        : List.of();
  }

  @Override
  public List<Step> install(Service service, Optional<Path> given)
      throws StartException, IOException, InterruptedException {
    if (!state(service).isEmpty()) {
      throw new StartException(Remedy.installedAlready(service));
    }
    Path config = given.orElse(config(service));
    return List.of(
        new Step.PowerShell(
            Template.fill(
                "windows.ps1",
                Map.of(
                    "name", service.name(),
                    "title", PowerShell.quoted(service.title()),
                    "command", PowerShell.quoted(command(service, config)),
                    "config", PowerShell.quoted(config.toString()),
                    "data", PowerShell.quoted(data.toString()),
                    "folder", PowerShell.quoted(folder(service).toString())))));
  }

  /** The command line that Windows starts. No name of a file there can have quotes. */
  private String command(Service service, Path config) {
    Path java = machine.launcher().resolveSibling("java.exe");
    Path cache = machine.launcher().resolveSibling("..").resolve("lib").resolve("connet.aot");
    return Stream.of(
            java.toString(),
            "-XX:AOTCache=" + cache.normalize(),
            // Services begin in a folder of Windows; files are looked for beside the configuration.
            "-Duser.dir=" + Configuration.folder(config),
            "-m",
            "connet.app/connet.app.Main",
            "service",
            "run",
            service.word(),
            "--config",
            config.toString())
        .map(word -> word.contains(" ") ? '"' + word + '"' : word)
        .collect(Collectors.joining(" "));
  }

  @Override
  public List<Step> uninstall(Service service)
      throws StartException, IOException, InterruptedException {
    installed(service);
    return script("Stop-Service " + service.name(), "sc.exe delete " + service.name());
  }

  @Override
  public List<Step> start(Service service)
      throws StartException, IOException, InterruptedException {
    installed(service);
    return script("Start-Service " + service.name());
  }

  @Override
  public List<Step> stop(Service service) throws StartException, IOException, InterruptedException {
    installed(service);
    return script("Stop-Service " + service.name());
  }

  private static List<Step> script(String... lines) {
    return List.of(
        new Step.PowerShell("$ErrorActionPreference = 'Stop'\n" + String.join("\n", lines) + "\n"));
  }

  @Override
  public ServiceStatus status(Service service) throws IOException, InterruptedException {
    String state = state(service);
    if (state.isEmpty()) {
      return new ServiceStatus(false, "not installed", Map.of());
    }
    return new ServiceStatus(
        state.equals("Running"),
        state.toLowerCase(Locale.ROOT),
        Map.of("log", log(service).toString()));
  }

  @Override
  public Step logs(Service service, int lines, boolean follow) {
    return new Step.PowerShell(
        "Get-Content -LiteralPath "
            + PowerShell.quoted(log(service).toString())
            + " -Encoding UTF8 -Tail "
            + lines
            + (follow ? " -Wait" : "")
            + "\n");
  }

  private void installed(Service service) throws StartException, IOException, InterruptedException {
    if (state(service).isEmpty()) {
      throw new StartException(Remedy.notInstalled(service));
    }
  }

  /** Such as {@code Running}; empty when there is no such service. */
  private String state(Service service) throws IOException, InterruptedException {
    String query =
        "Get-Service -ErrorAction SilentlyContinue " + service.name() + " | ForEach-Object Status";
    return PowerShell.ask(machine, query).out().strip();
  }

  /** Where the service keeps its state and its log. */
  private Path folder(Service service) {
    return WindowsService.folder(environment, service.role());
  }

  private Path log(Service service) {
    return WindowsService.log(folder(service));
  }
}
