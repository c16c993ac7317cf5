package connet.app;

import connet.app.role.Host;
import connet.app.role.Stop;
import connet.app.run.Program;
import connet.app.run.Signals;
import org.slf4j.LoggerFactory;

/** The command line program. */
public final class Main {
  private Main() {}

  /** Runs the program until its work is done or a signal ends it, and exits with its code. */
  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler(Main::report);
    Stop stop = new Stop();
    Signals.handle(stop);
    int code = Program.BUG;
    try {
      code = new Program(Host.real(), stop).run(args);
    } finally {
      stop.ended();
      System.exit(code);
    }
  }

  private static void report(Thread thread, Throwable e) {
    // Asked for only now: the first logger must come after the configuration was read.
    LoggerFactory.getLogger(Main.class)
        .error("this is a mistake in connet, please report it thread={}", thread.getName(), e);
  }
}
