package connet.app;

import connet.app.run.Host;
import connet.app.run.Program;
import connet.app.run.Signals;
import connet.app.run.Stop;

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
