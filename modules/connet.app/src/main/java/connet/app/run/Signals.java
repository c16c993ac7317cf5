package connet.app.run;

import connet.app.role.Stop;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends the program in order when it is told to: SIGINT and SIGTERM (Ctrl+C and a closed console on
 * Windows) once, and at once when they come a second time; any other end of the virtual machine
 * (SIGHUP, a log-off) by a hook.
 *
 * <p>The virtual machine's own handling ends with exit code 128 plus the signal's number and
 * ignores a second signal while it ends. The JDK's only way to another is {@code sun.misc.Signal}
 * of the module jdk.unsupported, which javac warns of without a way to agree; hence the names.
 */
public final class Signals {
  private static final List<String> NAMES = List.of("INT", "TERM");
  private static final String PACKAGE = "sun.misc.";

  /** Sockets say goodbye within about a second; what takes longer than this hangs. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Shells report a program that a signal ended as 128 and the signal's number; SIGKILL is 9. */
  private static final int KILLED = 137;

  private final Stop stop;
  private final AtomicInteger received = new AtomicInteger();

  private Signals(Stop stop) {
    this.stop = stop;
  }

  /** Passes on the wish to end, from now until the virtual machine ends. */
  public static void handle(Stop stop) {
    Signals signals = new Signals(stop);
    Runtime.getRuntime().addShutdownHook(new Thread(signals::finish, "connet-shutdown"));
    for (String name : NAMES) {
      try {
        signals.handle(name);
      } catch (ReflectiveOperationException | IllegalArgumentException e) {
        // Not there, or taken by -Xrs: then the hook alone ends the program.
      }
    }
  }

  private void handle(String name) throws ReflectiveOperationException {
    Class<?> signal = Class.forName(PACKAGE + "Signal");
    Class<?> handler = Class.forName(PACKAGE + "SignalHandler");
    Object proxy =
        Proxy.newProxyInstance(
            handler.getClassLoader(),
            new Class<?>[] {handler},
            (self, method, arguments) -> {
              if (method.getName().equals("handle")) {
                arrived();
              }
              return null;
            });
    Object number = signal.getConstructor(String.class).newInstance(name);
    signal.getMethod("handle", signal, handler).invoke(null, number, proxy);
  }

  private void arrived() {
    if (received.incrementAndGet() > 1) {
      Runtime.getRuntime().halt(KILLED);
    }
    Thread.ofPlatform().daemon().name("connet-patience").start(this::finish);
  }

  /** Asks for the end and waits for it; a program that hangs is ended without it. */
  private void finish() {
    stop.request();
    try {
      if (!stop.awaitEnd(PATIENCE)) {
        System.err.println("connet: did not end within " + PATIENCE.toSeconds() + " s, ended now");
        Runtime.getRuntime().halt(KILLED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
