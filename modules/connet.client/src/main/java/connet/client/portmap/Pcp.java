package connet.client.portmap;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The Port Control Protocol, RFC 6887: its MAP requests for UDP over IPv4, without options. */
final class Pcp implements Protocol {
  private static final int VERSION = 2;
  private static final int ANNOUNCE = 0;
  private static final int MAP = 1;
  private static final int ANSWER = 0x80;
  private static final int HEADER = 24;
  private static final int MAP_LENGTH = 36;
  private static final int NONCE = 12;
  private static final int ADDRESS = 16;
  private static final int UDP = 17;
  private static final int UNSUPPORTED_VERSION = 1;
  private static final int UNSUPPORTED_OPCODE = 4;

  /** One and a half minutes; the RFC has no limit, but here the whole is begun again later. */
  private static final int ATTEMPTS = 5;

  private static final int QUICK_ATTEMPTS = 2;
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final Duration RELEASE = Duration.ofMillis(700);

  /** For the goodbye, which cannot wait as long as the RFC's three seconds. */
  private static final Duration RELEASE_WAIT = Duration.ofMillis(250);

  private final int serverPort;

  Pcp(int serverPort) {
    this.serverPort = serverPort;
  }

  @Override
  public String name() {
    return "PCP";
  }

  @Override
  public Gateway find(Place place, int port) throws IOException {
    var router = new Router(place, port);
    router.announce(ATTEMPTS);
    return router;
  }

  /** 3 s, then doubling, up to 1024 s, each a tenth more or less: section 8.1.1. */
  static Duration patience(int attempt, RandomGenerator random) {
    double seconds = Math.min(1024, 3L << Math.min(attempt, 10)) * random.nextDouble(0.9, 1.1);
    return Duration.ofMillis((long) (seconds * 1000));
  }

  private static Duration patience(int attempt) {
    return patience(attempt, RandomGenerator.getDefault());
  }

  private record Mapped(Inet4Address address, int port, Duration lifetime, long seconds) {}

  private final class Router implements Gateway {
    private final Place place;
    private final int port;
    private final byte[] nonce = new byte[NONCE];
    private final PcpEpoch epoch = new PcpEpoch();

    private Router(Place place, int port) {
      this.place = place;
      this.port = port;
      new SecureRandom().nextBytes(nonce);
    }

    /** The seconds since the router began. */
    private long announce(int attempts) throws IOException {
      byte[] request = header(ANNOUNCE, Duration.ZERO, HEADER).array();
      return Question.ask(
          place, serverPort, request, attempts, Pcp::patience, LONG, Pcp::readAnnouncement);
    }

    @Override
    public Grant map(int wanted, Duration within) throws IOException {
      Mapped mapped = ask(wanted, LEASE, ATTEMPTS, Pcp::patience, within);
      epoch.restarted(mapped.seconds(), System.nanoTime());
      return Grant.of(mapped.address(), mapped.port(), mapped.lifetime());
    }

    @Override
    public boolean holds(Grant grant) throws IOException {
      return !epoch.restarted(announce(QUICK_ATTEMPTS), System.nanoTime());
    }

    @Override
    public void release() throws IOException {
      ask(0, Duration.ZERO, ATTEMPTS, _ -> RELEASE_WAIT, RELEASE);
    }

    private Mapped ask(
        int wanted, Duration lifetime, int attempts, Question.Schedule schedule, Duration within)
        throws IOException {
      byte[] request =
          header(MAP, lifetime, HEADER + MAP_LENGTH)
              .put(nonce)
              .put((byte) UDP)
              .put(new byte[3])
              .putShort((short) port)
              .putShort((short) wanted)
              .put(mapped(new byte[4])) // any external address
              .array();
      return Question.ask(place, serverPort, request, attempts, schedule, within, this::readMapped);
    }

    private ByteBuffer header(int question, Duration lifetime, int length) {
      return ByteBuffer.allocate(length)
          .put((byte) VERSION)
          .put((byte) question)
          .putShort((short) 0)
          .putInt((int) lifetime.toSeconds())
          .put(mapped(place.local().getAddress()));
    }

    private Optional<Mapped> readMapped(ByteBuffer answer) throws IOException {
      int result = result(answer, MAP);
      if (result < 0) {
        return Optional.empty();
      }
      // A refusal need not repeat the request: it is believed without.
      if (result != 0) {
        throw new RefusedByGatewayException("PCP: " + why(result));
      }
      byte[] theirs = new byte[NONCE];
      byte[] address = new byte[ADDRESS];
      if (answer.limit() < HEADER + MAP_LENGTH) {
        return Optional.empty();
      }
      answer.get(HEADER, theirs).get(HEADER + 20, address);
      if (!Arrays.equals(theirs, nonce)
          || answer.get(HEADER + 12) != UDP
          || (answer.getShort(HEADER + 16) & 0xffff) != port
          || !(InetAddress.getByAddress(address) instanceof Inet4Address external)) {
        return Optional.empty();
      }
      return Optional.of(
          new Mapped(
              external,
              answer.getShort(HEADER + 18) & 0xffff,
              Duration.ofSeconds(Integer.toUnsignedLong(answer.getInt(4))),
              Integer.toUnsignedLong(answer.getInt(8))));
    }
  }

  /** That it does not know the question is an answer, too. */
  private static Optional<Long> readAnnouncement(ByteBuffer answer) throws IOException {
    int result = result(answer, ANNOUNCE);
    if (result < 0) {
      return Optional.empty();
    }
    if (result != 0 && result != UNSUPPORTED_OPCODE) {
      throw new RefusedByGatewayException("PCP: " + why(result));
    }
    return Optional.of(Integer.toUnsignedLong(answer.getInt(8)));
  }

  /** The result code of an answer; -1 if this is none. */
  private static int result(ByteBuffer datagram, int question) throws RefusedByGatewayException {
    if (datagram.limit() >= 4 && datagram.get(0) == 0 && datagram.get(1) < 0) {
      throw new RefusedByGatewayException("PCP: it knows NAT-PMP only"); // section 9
    }
    if (datagram.limit() < HEADER
        || datagram.limit() % 4 != 0
        || (datagram.get(1) & 0xff) != (ANSWER | question)) {
      return -1;
    }
    int result = datagram.get(3) & 0xff;
    return datagram.get(0) == VERSION || result == UNSUPPORTED_VERSION ? result : -1;
  }

  /** An IPv4 address as an IPv6 one: RFC 6887, section 5. */
  private static byte[] mapped(byte[] address) {
    return ByteBuffer.allocate(ADDRESS)
        .putLong(0)
        .putShort((short) 0)
        .putShort((short) 0xffff)
        .put(address)
        .array();
  }

  private static String why(int result) {
    return switch (result) {
      case UNSUPPORTED_VERSION -> "it does not know this version";
      case 2 -> "not authorized";
      case 3 -> "it takes the request for malformed";
      case UNSUPPORTED_OPCODE -> "it does not know this request";
      case 7 -> "it has no address itself";
      case 8 -> "it has no ports left";
      case 9 -> "it does not map UDP";
      case 10 -> "this machine has as many ports as it may";
      case 11 -> "it cannot map that port";
      case 12 -> "another router stands between";
      default -> "result " + result;
    };
  }
}
