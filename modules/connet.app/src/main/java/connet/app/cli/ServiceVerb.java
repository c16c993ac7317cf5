package connet.app.cli;

/** What can be done with a service. */
public enum ServiceVerb {
  INSTALL("install", "Has a role start with the machine, as a user of its own."),
  UNINSTALL("uninstall", "Stops a role and has it start no more; configuration and state stay."),
  START("start", "Starts a role and waits until it is connected, listening or registered."),
  STOP("stop", "Stops a role until it is started again, or the machine is."),
  STATUS("status", "Tells whether a role runs, and how it stands."),
  LOGS("logs", "Shows the last lines that a role has logged."),
  /** For packages that bring units. */
  UNIT("unit", "Prints the unit for systemd."),
  /** What the service manager of Windows starts. */
  RUN("run", "Runs a role as a service of Windows.");

  private final String word;
  private final String summary;

  ServiceVerb(String word, String summary) {
    this.word = word;
    this.summary = summary;
  }

  /** What is typed after {@code connet service}. */
  public String word() {
    return word;
  }

  /** One sentence for the help. */
  String summary() {
    return summary;
  }

  /** Whether people have no use for it. */
  boolean hidden() {
    return this == UNIT || this == RUN;
  }

  /** Whether it changes the machine, and so can be tried first. */
  public boolean changes() {
    return switch (this) {
      case INSTALL, UNINSTALL, START, STOP -> true;
      case STATUS, LOGS, UNIT, RUN -> false;
    };
  }

  /** Whether it takes a configuration file. */
  boolean configured() {
    return this == INSTALL || this == UNIT || this == RUN;
  }
}
