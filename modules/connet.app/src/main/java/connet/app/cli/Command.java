package connet.app.cli;

import java.util.List;

/** What the program can be asked to do. */
public enum Command {
  CLIENT("", "Offers services (destinations) and reaches them (sources)."),
  SERVER("server", "Runs a control server and a relay in one process."),
  CONTROL("control", "Runs a control server: who may meet whom."),
  RELAY("relay", "Runs a relay: the path for peers that cannot reach each other."),
  CHECK("check", "Checks configuration files, and everything they name, without starting."),
  GEN_KEY("gen-key", "Makes a pair of Ed25519 keys and prints it."),
  DEMO("demo", "Shows a whole network in one process, with a page to open."),
  SERVICE("service", "Installs and controls connet as a service of this machine."),
  COMPLETION("completion", "Prints what makes a shell complete command lines of connet."),
  HELP("help", "Explains connet, or one of its commands."),
  /** For packages. */
  MANUAL("man-pages", "Writes the pages of the manual into a folder."),
  VERSION("version", "Prints the version.");

  private final String word;
  private final String summary;

  Command(String word, String summary) {
    this.word = word;
    this.summary = summary;
  }

  /** What is typed after {@code connet}; empty for the client. */
  public String word() {
    return word;
  }

  /** One sentence for the help. */
  String summary() {
    return summary;
  }

  /** Whether people have no use for it. */
  boolean hidden() {
    return this == MANUAL;
  }

  /** Lines that end the help. */
  String[] example() {
    return switch (this) {
      case CLIENT ->
          lines(
              "connet --config client.toml",
              "CONNET_TOKEN=... connet --server-addr HOST:19190 --server-cas cert.pem \\",
              "    --dst-name web --dst-addr localhost:3000");
      case SERVER -> lines("connet server --tokens-file tokens --relay-hostname HOST");
      case CONTROL ->
          lines("connet control --client-tokens-file clients --relay-tokens-file relays");
      case RELAY ->
          lines(
              "connet relay --token-file token --hostname RELAY --control-addr HOST:19190 \\",
              "    --control-cas cert.pem");
      case CHECK -> lines("connet check server.toml client.toml");
      case SERVICE ->
          lines(
              "connet service install client",
              "connet service start client",
              "connet service status client");
      case COMPLETION ->
          lines("source <(connet completion bash)", "source <(connet completion zsh)");
      case HELP -> lines("connet help server", "connet help service install");
      case GEN_KEY, DEMO, MANUAL, VERSION -> new String[0];
    };
  }

  private static String[] lines(String... example) {
    return ("\nFor example:\n  " + String.join("\n  ", example)).split("\n", -1);
  }

  /** The table of the configuration that this command runs by; empty for those without one. */
  public List<String> table() {
    return switch (this) {
      case CLIENT -> List.of("client");
      case SERVER, CONTROL, RELAY -> List.of(word);
      case CHECK, GEN_KEY, DEMO, SERVICE, COMPLETION, HELP, MANUAL, VERSION -> List.of();
    };
  }
}
