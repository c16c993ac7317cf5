package connet.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import connet.e2e.InteropMix.Program;
import connet.e2e.InteropNetwork.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mix of our processes with those of the existing network, whose programs are not part of
 * this repository: who is control server, relay, destination and source; directly and by relay with
 * each encryption; each kind of endpoint; and a restart of each process. Not run with the other
 * tests, but by
 *
 * <pre>mvn verify -Dit.test=Interop -Dinterop.go=PROGRAM,PROGRAM</pre>
 *
 * <p>where the programs' files are named connet-VERSION. {@code -Dinterop.only=REGEX} picks mixes
 * by their line in the table. Ends with the tables of docs/interoperation.md, which are also
 * written to {@code interop.md} beside the image, and the processes' logs of mixes that failed to
 * the folder {@code interop} there.
 */
final class Interop {
  /** Existing programs take some time until they have found each other; ours do not. */
  private static final Duration CONNECTED = Duration.ofSeconds(40);

  /** For what cannot work: until that is seen to be so. */
  private static final Duration HOPELESS = Duration.ofSeconds(10);

  /** They notice only after 20 s that a peer is gone, and then wait up to 15 s. */
  private static final Duration RECONNECTED = Duration.ofSeconds(60);

  private static final List<String> MIXES = new ArrayList<>();
  private static final List<String> RESTARTS = new ArrayList<>();
  private static final List<String> REASONS = new ArrayList<>();

  @TempDir Path folder;

  static List<InteropMix> mixes() {
    String given = System.getProperty("interop.go", "");
    assertFalse(given.isEmpty(), "give the programs with -Dinterop.go=PROGRAM,PROGRAM");
    Pattern only = Pattern.compile(System.getProperty("interop.only", ""));
    List<Program> theirs = Stream.of(given.split(",")).map(Path::of).map(Program::of).toList();
    return InteropMix.all(theirs).stream()
        .filter(mix -> only.matcher(mix.toString()).find())
        .toList();
  }

  static List<InteropMix> mixesOfOneVersion() {
    return mixes().stream().filter(InteropMix::ofOneVersion).toList();
  }

  @ParameterizedTest
  @MethodSource("mixes")
  void everyKindWorksOnEveryWay(InteropMix mix) throws Exception {
    Map<Endpoint, String> failures = new ConcurrentHashMap<>();
    try (var network = new InteropNetwork(mix, folder)) {
      List<Thread> checks = new ArrayList<>();
      network
          .fronts()
          .forEach(
              (endpoint, port) ->
                  checks.add(
                      Thread.startVirtualThread(
                          () ->
                              failure(
                                      endpoint,
                                      port,
                                      network,
                                      hopeless(mix, endpoint) ? HOPELESS : CONNECTED)
                                  .ifPresent(why -> failures.put(endpoint, why)))));
      for (Thread check : checks) {
        check.join();
      }
      keepLogs(network, mix, !failures.isEmpty());
    }
    add(MIXES, mix + cells(mix, failures));
    Map<String, String> unexpected = new TreeMap<>();
    failures.forEach(
        (endpoint, why) -> {
          if (!hopeless(mix, endpoint)) {
            unexpected.put(endpoint.name(), why);
          }
        });
    unexpected.forEach((name, why) -> REASONS.add("%s %s: %s".formatted(mix, name, why)));
    assertEquals(Map.of(), unexpected);
  }

  private static boolean hopeless(InteropMix mix, Endpoint endpoint) {
    return !endpoint.way().equals("direct") && mix.relayedIsHopeless();
  }

  /** A row also says at once how it went: the whole takes a while. */
  private static void add(List<String> rows, String row) {
    rows.add(row);
    System.out.println(row);
  }

  private static String cells(InteropMix mix, Map<Endpoint, String> failures) {
    var cells = new StringBuilder();
    for (String way : InteropNetwork.WAYS) {
      List<String> failed =
          Stream.of(InteropKind.values())
              .filter(kind -> failures.containsKey(new Endpoint(way, kind)))
              .map(kind -> kind.name().toLowerCase(Locale.ROOT))
              .toList();
      if (failed.isEmpty()) {
        cells.append(" works |");
      } else if (!way.equals("direct") && mix.relayedIsHopeless()) {
        cells.append(" cannot |");
      } else if (failed.size() == InteropKind.values().length) {
        cells.append(" **fails** |");
      } else {
        cells.append(" **").append(String.join(", ", failed)).append(" fail** |");
      }
    }
    return cells.toString();
  }

  /** Tries until it works; why it did not, if it never did. */
  private static Optional<String> failure(
      Endpoint endpoint, int port, InteropNetwork network, Duration within) {
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      try {
        endpoint.kind().check(port);
        return Optional.empty();
      } catch (Exception | AssertionError e) {
        if (System.nanoTime() - end > 0 || !network.dead().isEmpty()) {
          return Optional.of((network.dead() + " " + e).strip());
        }
      }
      pause();
    }
  }

  private static void pause() {
    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
  }

  private static void keepLogs(InteropNetwork network, InteropMix mix, boolean failed)
      throws IOException {
    if (failed) {
      String name = mix.toString().replaceAll("[^a-z0-9.]+", "_");
      network.keepLogs(Image.beside("interop").resolve(name));
    }
  }

  @ParameterizedTest
  @MethodSource("mixesOfOneVersion")
  void everybodyMayRestart(InteropMix mix) throws Exception {
    var row = new StringBuilder(mix.toString());
    List<String> failures = new ArrayList<>();
    try (var network = new InteropNetwork(mix, folder)) {
      row.append(" ").append(times("at first", network, CONNECTED, failures)).append(" |");
      network.awaitFronts(CONNECTED);
      for (String part : failures.isEmpty() ? mix.parts() : List.<String>of()) {
        network.restart(part);
        String times = " " + times(part + " restarted", network, RECONNECTED, failures) + " |";
        row.append(times).append(part.equals("server") ? times : "");
      }
      keepLogs(network, mix, !failures.isEmpty());
    }
    add(RESTARTS, row.toString());
    failures.forEach(why -> REASONS.add(mix + " " + why));
    assertEquals(List.of(), failures);
  }

  /** How long it takes until connections work, directly and by relay. */
  private static String times(
      String when, InteropNetwork network, Duration within, List<String> failures)
      throws InterruptedException {
    Map<String, String> times = new ConcurrentHashMap<>();
    long start = System.nanoTime();
    List<String> ways = List.of("direct", "none");
    List<Thread> checks = new ArrayList<>();
    for (String way : ways) {
      Endpoint endpoint = new Endpoint(way, InteropKind.TCP);
      int port = Objects.requireNonNull(network.fronts().get(endpoint));
      checks.add(
          Thread.startVirtualThread(
              () -> {
                Optional<String> why = failure(endpoint, port, network, within);
                double seconds = (System.nanoTime() - start) / 1e9;
                times.put(way, why.orElse("%.1f".formatted(seconds)));
              }));
    }
    for (Thread check : checks) {
      check.join();
    }
    List<String> cells = new ArrayList<>();
    for (String way : ways) {
      String time = times.getOrDefault(way, "no result");
      boolean number = time.matches("[0-9.]+");
      cells.add(number ? time : "**never**");
      if (!number) {
        failures.add("%s, %s: %s".formatted(when, way, time));
      }
    }
    return String.join(" / ", cells);
  }

  @AfterAll
  static void printTables() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| control | relay | destination | source "
            + "| direct | relay, none | relay, tls | relay, dhxcp |");
    lines.add("|---|---|---|---|---|---|---|---|");
    lines.addAll(MIXES);
    lines.add("");
    lines.add(
        "| control | relay | destination | source "
            + "| at first | control restarted | relay | destination | source |");
    lines.add("|---|---|---|---|---|---|---|---|---|");
    lines.addAll(RESTARTS);
    Files.write(Image.beside("interop.md"), lines);
    lines.add("");
    lines.addAll(REASONS);
    lines.forEach(System.out::println);
  }
}
