package connet.client.portmap;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** The NAT Port Mapping Protocol, RFC 6886. */
final class NatPmp implements Protocol {
  /** Where routers listen, for PCP as well: RFC 6886, section 3.1 and RFC 6887, section 19.1. */
  static final int PORT = 5351;

  private static final int ADDRESS = 0;
  private static final int MAP_UDP = 1;
  private static final int ANSWER = 128;

  /** "up to 9 attempts", section 3.1; together they take two minutes. */
  private static final int ATTEMPTS = 9;

  private static final int QUICK_ATTEMPTS = 4;
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final Duration RELEASE = Duration.ofMillis(700);

  private final int serverPort;

  NatPmp(int serverPort) {
    this.serverPort = serverPort;
  }

  @Override
  public String name() {
    return "NAT-PMP";
  }

  @Override
  public Gateway find(Place place, int port) throws IOException {
    var router = new Router(place, port);
    router.address(ATTEMPTS, LONG);
    return router;
  }

  /** "250 ms, then doubling", section 3.1. */
  static Duration patience(int attempt) {
    return Duration.ofMillis(250L << attempt);
  }

  private record External(Inet4Address address, long seconds) {}

  private record Mapped(int port, Duration lifetime, long seconds) {}

  private final class Router implements Gateway {
    private final Place place;
    private final int port;
    private final NatPmpEpoch epoch = new NatPmpEpoch();

    private Router(Place place, int port) {
      this.place = place;
      this.port = port;
    }

    private External address(int attempts, Duration within) throws IOException {
      return Question.ask(
          place, serverPort, new byte[2], attempts, NatPmp::patience, within, NatPmp::readAddress);
    }

    @Override
    public Grant map(int wanted, Duration within) throws IOException {
      External external = address(ATTEMPTS, within);
      epoch.restarted(external.seconds(), System.nanoTime());
      Mapped mapped = ask(wanted, LEASE, ATTEMPTS, within);
      epoch.restarted(mapped.seconds(), System.nanoTime());
      return Grant.of(external.address(), mapped.port(), mapped.lifetime());
    }

    @Override
    public boolean holds(Grant grant) throws IOException {
      External now = address(QUICK_ATTEMPTS, LONG);
      boolean restarted = epoch.restarted(now.seconds(), System.nanoTime());
      return !restarted && now.address().equals(grant.external().getAddress());
    }

    /** Both the port wanted and the lifetime are zero, section 3.4. */
    @Override
    public void release() throws IOException {
      ask(0, Duration.ZERO, QUICK_ATTEMPTS, RELEASE);
    }

    private Mapped ask(int wanted, Duration lifetime, int attempts, Duration within)
        throws IOException {
      byte[] request =
          ByteBuffer.allocate(12)
              .putShort((short) MAP_UDP)
              .putShort((short) 0)
              .putShort((short) port)
              .putShort((short) wanted)
              .putInt((int) lifetime.toSeconds())
              .array();
      return Question.ask(
          place, serverPort, request, attempts, NatPmp::patience, within, this::readMapped);
    }

    private Optional<Mapped> readMapped(ByteBuffer answer) throws IOException {
      if (!isAnswer(answer, MAP_UDP, 16) || (answer.getShort(8) & 0xffff) != port) {
        return Optional.empty();
      }
      return Optional.of(
          new Mapped(
              answer.getShort(10) & 0xffff,
              Duration.ofSeconds(Integer.toUnsignedLong(answer.getInt(12))),
              Integer.toUnsignedLong(answer.getInt(4))));
    }
  }

  private static Optional<External> readAddress(ByteBuffer answer) throws IOException {
    if (!isAnswer(answer, ADDRESS, 12)) {
      return Optional.empty();
    }
    byte[] address = new byte[4];
    answer.get(8, address);
    return Optional.of(
        new External(
            (Inet4Address) InetAddress.getByAddress(address),
            Integer.toUnsignedLong(answer.getInt(4))));
  }

  /** A refusal may be shorter than the answer, section 3.5. */
  private static boolean isAnswer(ByteBuffer datagram, int question, int length)
      throws RefusedByGatewayException {
    if (datagram.limit() < 4
        || datagram.get(0) != 0
        || (datagram.get(1) & 0xff) != ANSWER + question) {
      return false;
    }
    int result = datagram.getShort(2) & 0xffff;
    if (result != 0) {
      throw new RefusedByGatewayException("NAT-PMP: " + why(result));
    }
    return datagram.limit() == length;
  }

  private static String why(int result) {
    return switch (result) {
      case 1 -> "it does not know this version";
      case 2 -> "not authorized";
      case 3 -> "it has no address itself";
      case 4 -> "it has no ports left";
      case 5 -> "it does not know this request";
      default -> "result " + result;
    };
  }
}
