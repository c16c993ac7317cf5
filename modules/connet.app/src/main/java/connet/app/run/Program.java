package connet.app.run;

import connet.app.cli.CommandLineParser;
import connet.app.cli.Invocation;
import connet.app.config.ConfigException;
import connet.app.role.Host;
import connet.app.role.IoErrors;
import connet.app.role.StartException;
import connet.app.role.Stop;
import java.io.IOException;
import java.nio.file.Path;

/** The program: runs a command line and turns whatever ends it into lines and an exit code. */
public final class Program {
  /** Everything went well, or the program was asked to end. */
  public static final int GOOD = 0;

  /** Something outside kept it from working: a port that is taken, a token that is refused. */
  public static final int FAILED = 1;

  /** The command line or the configuration is wrong; nothing was started. */
  public static final int USAGE = 2;

  /** A mistake in the program; the number is that of sysexits.h for it. */
  public static final int BUG = 70;

  private final Host host;
  private final Stop stop;

  /** Creates the program; it runs until its work is done or {@code stop} is requested. */
  public Program(Host host, Stop stop) {
    this.host = host;
    this.stop = stop;
  }

  /** Runs a command line and returns the exit code. */
  public int run(String... args) {
    try {
      int code = command(CommandLineParser.parse(args));
      if (code == GOOD && host.out().checkError()) {
        complain("cannot write to standard output");
        return FAILED;
      }
      return code;
    } catch (ConfigException e) {
      e.lines().forEach(this::complain);
      return USAGE;
    } catch (StartException e) {
      complain(e.line());
      return FAILED;
    } catch (IOException e) {
      complain(IoErrors.reason(e));
      return FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    } catch (RuntimeException | Error e) {
      complain("this is a mistake in connet, please report it with these lines: " + e);
      e.printStackTrace(host.err());
      return BUG;
    } finally {
      host.out().flush();
      host.err().flush();
    }
  }

  private int command(Invocation invocation)
      throws ConfigException, StartException, IOException, InterruptedException {
    return switch (invocation) {
      case Invocation.Help help -> {
        host.out().print(help.text());
        yield GOOD;
      }
      case Invocation.GenerateKey() -> GenerateKeyCommand.run(host);
      case Invocation.Version() -> VersionCommand.run(host);
      case Invocation.Check check -> new CheckCommand(host).run(check);
      case Invocation.Run run -> new RunCommand(host, stop).run(run);
      case Invocation.Service service -> new ServiceCommand(host, stop).run(service);
      case Invocation.ManualPages(Path folder) -> ManualCommand.run(folder);
      case Invocation.Demo demo -> new DemoCommand(host, stop).run(demo);
    };
  }

  private void complain(String line) {
    host.err().println("connet: " + line);
  }
}
