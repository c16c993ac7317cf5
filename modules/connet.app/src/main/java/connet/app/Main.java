package connet.app;

import connet.app.role.Host;
import connet.app.role.Stop;
import connet.app.run.Program;
import connet.app.run.Signals;

/** The command line program. */
public final class Main {
  private Main() {}

  /** Runs the program until its work is done or a signal ends it, and exits with its code. */
  public static void main(String[] args) {
    Stop stop = new Stop();
    Signals.handle(stop);
    int code = new Program(Host.real(), stop).run(args);
    stop.ended();
    System.exit(code);
  }
}
