package connet.client;

import static connet.client.RelayEncryption.DHXCP;
import static connet.client.RelayEncryption.NONE;
import static connet.client.RelayEncryption.TLS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.lab.FakeRelay;
import connet.client.lab.Lab;
import connet.client.task.Tasks;
import connet.protocol.Alpn;
import connet.protocol.EcdhOffer;
import connet.protocol.EncryptionScheme;
import connet.protocol.EndpointCertificates;
import connet.protocol.KeyExchange;
import connet.protocol.MalformedMessageException;
import connet.protocol.PeerResponse;
import connet.protocol.TlsOffer;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RelayEncryptionTest {
  private static final String SECRET = "nobody else is to read this";

  private Lab lab;
  private Tasks tasks;
  private FakeRelay relay;

  @BeforeEach
  void start() throws IOException, CertificateException {
    lab = new Lab();
    tasks = new Tasks("test");
    relay = FakeRelay.start("relay-1", Alpn.Kind.CLIENT_RELAY.offered());
    lab.control().offer(List.of(relay.offer()));
  }

  @AfterEach
  void end() {
    tasks.close();
    relay.close();
    lab.close();
  }

  /** Keeps what goes through the relay. */
  private static final class Listening implements FakeRelay.Meddler {
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private volatile int encryption = -1;

    @Override
    public byte[] answer(byte[] body) {
      encryption = connected(body).encryption();
      return body;
    }

    @Override
    public byte[] passed(boolean toSource, byte[] bytes) {
      heard.add(new String(bytes, ISO_8859_1));
      return bytes;
    }

    boolean heardTheSecret() {
      return String.join("", heard).contains(SECRET);
    }
  }

  private static PeerResponse.Connected connected(byte[] body) {
    try {
      return (PeerResponse.Connected) PeerResponse.decode(body);
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  private Listening listen() {
    var listening = new Listening();
    relay.meddle(listening);
    return listening;
  }

  @Test
  void unlessToldOtherwiseTheRelayReadsNothing() throws Exception {
    Listening listening = listen();
    destination(DestinationSettings.of(Route.RELAY));
    Source source = lab.client().source("web", Route.RELAY);

    assertEcho(source, SECRET.getBytes(UTF_8));

    assertFalse(listening.heardTheSecret());
    assertEquals(EncryptionScheme.TLS, listening.encryption);
  }

  @ParameterizedTest
  @EnumSource
  void whatBothEndsAllowIsUsed(RelayEncryption encryption) throws Exception {
    Listening listening = listen();
    destination(List.of(encryption));

    assertEcho(source(List.of(encryption)), SECRET.getBytes(UTF_8));

    assertEquals(encryption == NONE, listening.heardTheSecret());
    assertEquals(Settings.schemes(List.of(encryption)), List.of(listening.encryption));
  }

  @ParameterizedTest
  @EnumSource
  void bytesArriveWholeInBothDirections(RelayEncryption encryption) throws Exception {
    destination(List.of(encryption));
    byte[] bytes = new byte[3_000_000];
    new Random(1).nextBytes(bytes);

    assertEcho(source(List.of(encryption)), bytes);
  }

  @Test
  void theStrongestCommonOneIsUsed() throws Exception {
    Listening listening = listen();
    destination(List.of(NONE, DHXCP));

    assertEcho(source(List.of(NONE, TLS, DHXCP)), SECRET.getBytes(UTF_8));

    assertEquals(EncryptionScheme.DHXCP, listening.encryption);
  }

  @Test
  void anEndThatListsNoneReachesOneThatKnowsNothingElse() throws Exception {
    Listening listening = listen();
    destination(List.of(NONE));

    assertEcho(source(List.of(TLS, DHXCP, NONE)), SECRET.getBytes(UTF_8));

    assertEquals(EncryptionScheme.NONE, listening.encryption);
  }

  @Test
  void withoutACommonOneTheConnectionIsRefusedAndItIsSaidWhy() throws Exception {
    destination(List.of(TLS));
    Source source = source(List.of(DHXCP, NONE));
    assertTrue(source.awaitPeer(Lab.PATIENCE));

    UnreachableException e =
        assertThrows(UnreachableException.class, () -> source.dial(Duration.ofSeconds(5)));

    assertTrue(
        String.valueOf(e.getMessage())
            .contains(
                "no common relay encryption: the destination allows tls, the source none, dhxcp"
                    + " (502)"),
        e.getMessage());
  }

  @Test
  void aRelayCannotMakeASourceDoWithout() throws Exception {
    relay.meddle(
        new FakeRelay.Meddler() {
          @Override
          public byte[] answer(byte[] body) {
            return new PeerResponse.Connected().encode();
          }
        });
    destination(List.of(TLS, DHXCP));
    Source source = source(List.of(TLS, DHXCP));
    assertTrue(source.awaitPeer(Lab.PATIENCE));

    UnreachableException e =
        assertThrows(UnreachableException.class, () -> source.dial(Duration.ofSeconds(5)));

    assertTrue(
        String.valueOf(e.getMessage()).contains("this source allows tls, dhxcp"), e.getMessage());
  }

  /** Says in the name of the destination what only the destination may say. */
  private static final class Impostor implements FakeRelay.Meddler {
    private final EndpointCertificates own = EndpointCertificates.create(Instant.now());

    @Override
    public byte[] answer(byte[] body) {
      PeerResponse.Connected real = connected(body);
      Optional<EcdhOffer> forged =
          real.ecdh()
              .map(
                  offer ->
                      KeyExchange.begin(
                              offer.clientName(),
                              own.server().key(),
                              Instant.now(),
                              new SecureRandom())
                          .offer());
      Optional<TlsOffer> renamed = real.tls().map(offer -> new TlsOffer(own.serverName()));
      return new PeerResponse.Connected(real.proxyProtocol(), real.encryption(), renamed, forged)
          .encode();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DHXCP, the key is not signed by its peer",
    "TLS, no announced peer has the name that is given"
  })
  void aRelayCannotTakeThePlaceOfTheDestination(RelayEncryption encryption, String why)
      throws Exception {
    relay.meddle(new Impostor());
    destination(List.of(encryption));
    Source source = source(List.of(encryption));
    assertTrue(source.awaitPeer(Lab.PATIENCE));

    UnreachableException e =
        assertThrows(UnreachableException.class, () -> source.dial(Duration.ofSeconds(5)));

    assertTrue(String.valueOf(e.getMessage()).contains(why), e.getMessage());
  }

  @ParameterizedTest
  @EnumSource(names = {"TLS", "DHXCP"})
  void aRelayThatChangesABitBreaksTheConnection(RelayEncryption encryption) throws Exception {
    assertBroken(encryption, new Breaking(false));
  }

  @ParameterizedTest
  @EnumSource(names = {"TLS", "DHXCP"})
  void aRelayThatCutsARecordOffBreaksTheConnection(RelayEncryption encryption) throws Exception {
    assertBroken(encryption, new Breaking(true));
  }

  @Test
  void aRelayThatEndsBetweenTwoRecordsOfTlsBreaksTheConnection() throws Exception {
    assertBroken(
        TLS,
        new Breaking(true) {
          @Override
          byte[] broken(byte[] bytes) {
            return bytes;
          }
        });
  }

  private void assertBroken(RelayEncryption encryption, Breaking breaking) throws IOException {
    relay.meddle(breaking);
    destination(List.of(encryption));
    try (Connection connection = source(List.of(encryption)).dial(Lab.PATIENCE)) {
      connection.output().write("hello".getBytes(UTF_8));
      assertEquals("hello", new String(connection.input().readNBytes(5), UTF_8));
      breaking.begun = true;
      connection.output().write("hello".getBytes(UTF_8));
      assertThrows(IOException.class, () -> connection.input().readAllBytes());
    }
  }

  /** Once begun, what the source is sent is changed, or cut off. */
  private static class Breaking implements FakeRelay.Meddler {
    private final boolean cuts;
    private volatile boolean begun;

    private Breaking(boolean cuts) {
      this.cuts = cuts;
    }

    @Override
    public byte[] passed(boolean toSource, byte[] bytes) {
      return toSource && begun ? broken(bytes) : bytes;
    }

    byte[] broken(byte[] bytes) {
      if (cuts) {
        return Arrays.copyOf(bytes, bytes.length - 1);
      }
      bytes[bytes.length - 1] ^= 1;
      return bytes;
    }

    @Override
    public boolean endsNow() {
      return cuts && begun;
    }
  }

  @Test
  void directPathsNeedNone() throws Exception {
    Destination destination =
        lab.client()
            .destination(
                "web", DestinationSettings.of(Route.DIRECT).withRelayEncryptions(List.of(DHXCP)));
    echo(destination);
    Source source =
        lab.client()
            .source("web", SourceSettings.of(Route.DIRECT).withRelayEncryptions(List.of(NONE)));

    assertEcho(source, SECRET.getBytes(UTF_8));
  }

  private void destination(List<RelayEncryption> allowed) throws IOException {
    destination(DestinationSettings.of(Route.RELAY).withRelayEncryptions(allowed));
  }

  private void destination(DestinationSettings settings) throws IOException {
    echo(lab.client().destination("web", settings));
  }

  private void echo(Destination destination) {
    tasks.start(
        "echo",
        () -> {
          while (true) {
            Connection connection = destination.accept();
            tasks.start(
                "connection",
                () -> {
                  try (connection) {
                    connection.input().transferTo(connection.output());
                  }
                });
          }
        });
  }

  private Source source(List<RelayEncryption> allowed) throws IOException {
    return lab.client().source("web", SourceSettings.of(Route.RELAY).withRelayEncryptions(allowed));
  }

  private void assertEcho(Source source, byte[] bytes) throws IOException {
    try (Connection connection = source.dial(Lab.PATIENCE)) {
      tasks.start(
          "write",
          () -> {
            connection.output().write(bytes);
            connection.shutdownOutput();
          });
      assertArrayEquals(bytes, connection.input().readAllBytes());
    }
  }
}
