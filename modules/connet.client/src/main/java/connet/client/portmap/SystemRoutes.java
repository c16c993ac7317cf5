package connet.client.portmap;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Takes the default gateway in the system's routing table for the router. Linux has the table as a
 * file; elsewhere the system's own program lists it.
 */
public final class SystemRoutes implements GatewayFinder {
  private static final Path LINUX = Path.of("/proc/net/route");
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Routes looked at; the default ones come first. */
  private static final int MOST_LINES = 10_000;

  @Override
  public Optional<Place> find(InetAddress bound) throws IOException, InterruptedException {
    if (bound.isLoopbackAddress()) {
      return Optional.empty();
    }
    Optional<Inet4Address> gateway = gateway();
    return gateway.isEmpty() ? Optional.empty() : Place.behind(gateway.get(), bound);
  }

  private static Optional<Inet4Address> gateway() throws IOException, InterruptedException {
    if (Files.exists(LINUX)) {
      try (BufferedReader file = Files.newBufferedReader(LINUX)) {
        return RouteTable.ofLinux(file.lines().limit(MOST_LINES).toList());
      }
    }
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return system.startsWith("windows")
        ? RouteTable.ofWindows(listed("route", "print", "-4", "0.0.0.0"))
        : RouteTable.ofBsd(listed("netstat", "-rn", "-f", "inet"));
  }

  private static List<String> listed(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader output = process.inputReader(StandardCharsets.ISO_8859_1)) {
      process.getOutputStream().close();
      Thread limit =
          Thread.ofVirtual().name("limit of " + command[0]).start(() -> endAfterPatience(process));
      List<String> lines = output.lines().limit(MOST_LINES).toList();
      limit.interrupt();
      return lines;
    } finally {
      process.destroyForcibly();
    }
  }

  private static void endAfterPatience(Process process) {
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
