package connet.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who plays which part: our program, or one of the existing network.
 *
 * @param server whether control server and relay are one process, and so the same program
 */
record InteropMix(
    Program control, Program relay, Program destination, Program source, boolean server) {
  /** A program; ours has no path here. */
  record Program(String name, Optional<Path> path) {
    static final Program OURS = new Program("ours", Optional.empty());

    /** One of the existing network, whose file is named after its version: connet-0.15.3. */
    static Program of(Path path) {
      String file = path.getFileName().toString();
      return new Program(file.replaceFirst("^connet-", ""), Optional.of(path));
    }

    boolean ours() {
      return path.isEmpty();
    }

    /**
     * Whether it writes the requests on relayed streams with a length of 4 bytes, whatever has been
     * agreed on with the relay: the generation after 0.15 does.
     */
    private boolean newer() {
      return !ours() && !name.matches("v?0\\.1[0-5](\\..*)?");
    }

    private boolean older() {
      return !ours() && !newer();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** The parts, in the order in which they are started. */
  List<String> parts() {
    return server
        ? List.of("server", "destination", "source")
        : List.of("control", "relay", "destination", "source");
  }

  Program program(String part) {
    return switch (part) {
      case "control", "server" -> control;
      case "relay" -> relay;
      case "destination" -> destination;
      case "source" -> source;
      default -> throw new IllegalArgumentException(part);
    };
  }

  /** All mixes with one of ours in it at least, and one of theirs. */
  static List<InteropMix> all(List<Program> theirs) {
    List<Program> programs = Stream.concat(Stream.of(Program.OURS), theirs.stream()).toList();
    List<InteropMix> mixes = new ArrayList<>();
    for (Program control : programs) {
      for (Program destination : programs) {
        for (Program source : programs) {
          mixes.add(new InteropMix(control, control, destination, source, true));
          for (Program relay : programs) {
            mixes.add(new InteropMix(control, relay, destination, source, false));
          }
        }
      }
    }
    mixes.removeIf(mix -> mix.programs().allMatch(Program::ours));
    mixes.removeIf(mix -> mix.programs().noneMatch(Program::ours));
    return mixes;
  }

  /** Whether programs of one version only stand beside ours. */
  boolean ofOneVersion() {
    return programs().filter(program -> !program.ours()).distinct().count() == 1;
  }

  private Stream<Program> programs() {
    return Stream.of(control, relay, destination, source);
  }

  /**
   * Whether the programs of the existing network cannot understand each other on relayed streams:
   * its two generations disagree about the framing there. With our relay between them they can.
   */
  boolean relayedIsHopeless() {
    return relay.older()
        ? source.newer() || destination.newer()
        : relay.newer()
            && (destination.older() ? !source.older() : destination.newer() && source.older());
  }

  @Override
  public String toString() {
    return server
        ? "| %s | in the server | %s | %s |".formatted(control, destination, source)
        : "| %s | %s | %s | %s |".formatted(control, relay, destination, source);
  }
}
