package connet.testkit;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * A network namespace of Linux: a machine of its own, as far as its network goes. Needs root and
 * the programs {@code ip} and {@code nft}.
 *
 * <p>Whoever has made it closes it, after the programs in it.
 */
public final class Namespace implements AutoCloseable {
  private static final int CLONE_NEWNET = 0x40000000; // linux/sched.h
  private static final int O_RDONLY = 0;

  private final String name;

  private Namespace(String name) {
    this.name = name;
  }

  /** Makes one, with its loopback interface up. */
  static Namespace create(String name) throws IOException {
    Commands.run("ip", "netns", "add", name);
    Namespace made = new Namespace(name);
    made.ip("link", "set", "lo", "up");
    return made;
  }

  /** Its name as {@code ip netns} lists it. */
  String name() {
    return name;
  }

  /** The command that runs another one in it; no process stays between the two. */
  public List<String> command(List<String> inside) {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", name));
    command.addAll(inside);
    return command;
  }

  /** Runs {@code ip} in it. */
  void ip(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip", "-n", name));
    command.addAll(List.of(arguments));
    Commands.run(command.toArray(String[]::new));
  }

  /** Loads rules into its packet filter. */
  public void filter(String rules) throws IOException {
    Commands.runWith(rules, command(List.of("nft", "-f", "-")).toArray(String[]::new));
  }

  /** Lets it pass packets from one interface to another. */
  void forwardPackets() throws IOException {
    String set = "echo 1 > /proc/sys/net/ipv4/ip_forward";
    Commands.run(command(List.of("sh", "-c", set)).toArray(String[]::new));
  }

  /**
   * Does something on a thread that is in this namespace: sockets that it makes belong here, on
   * whichever thread they are used later.
   */
  public <T> T call(Callable<T> task) throws Exception {
    FutureTask<T> inside =
        new FutureTask<>(
            () -> {
              enter();
              return task.call();
            });
    Thread thread = Thread.ofPlatform().name("in " + name).start(inside);
    thread.join();
    return inside.get();
  }

  /**
   * Moves the calling thread here, for good. Loading the functions of the C library is restricted.
   */
  @SuppressWarnings("restricted")
  private void enter() throws IOException {
    Linker linker = Linker.nativeLinker();
    SymbolLookup library = linker.defaultLookup();
    MethodHandle open =
        linker.downcallHandle(
            library.findOrThrow("open"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    MethodHandle setns =
        linker.downcallHandle(
            library.findOrThrow("setns"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    MethodHandle close =
        linker.downcallHandle(
            library.findOrThrow("close"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int file = (int) open.invokeExact(arena.allocateFrom("/run/netns/" + name), O_RDONLY);
      int entered = (int) setns.invokeExact(file, CLONE_NEWNET);
      int closed = (int) close.invokeExact(file);
      if (entered != 0 || closed != 0) {
        throw new IOException("cannot enter the network namespace " + name + ", file " + file);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException("cannot enter the network namespace " + name, e);
    }
  }

  /** Removes it with its interfaces. */
  @Override
  public void close() throws IOException {
    Commands.run("ip", "netns", "del", name);
  }
}
