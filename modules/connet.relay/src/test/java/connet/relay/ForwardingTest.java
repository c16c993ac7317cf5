package connet.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.protocol.Alpn;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.Framing;
import connet.protocol.PeerRequest;
import connet.protocol.PeerResponse;
import connet.protocol.Role;
import connet.transport.QuicConnection;
import connet.transport.QuicStream;
import connet.transport.StreamResetException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ForwardingTest {
  private static final String NEWER = Alpn.RELAY_0_3;
  private static final String OLDER = Alpn.PEER_RELAY_0_2;

  @TempDir private static Path folder;

  private RelayFixture fixture;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    fixture = new RelayFixture(folder);
  }

  @AfterEach
  void end() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource({NEWER + "," + NEWER, NEWER + "," + OLDER, OLDER + "," + NEWER, OLDER + "," + OLDER})
  void bothGenerationsReachEachOther(String sourceAlpn, String destinationAlpn) throws IOException {
    FakeDestination.serving(
        fixture.join(null, destinationAlpn, "web", Role.DESTINATION), FakeDestination::echo);
    QuicStream stream = TestClient.connect(fixture.join(null, sourceAlpn, "web", Role.SOURCE));
    assertEchoes(stream, "hello");
  }

  @Test
  void aSourceOnTheOlderProtocolMayUseTheNewerFraming() throws IOException {
    FakeDestination.serving(
        fixture.join(null, OLDER, "web", Role.DESTINATION), FakeDestination::echo);
    QuicConnection source = fixture.join(null, OLDER, "web", Role.SOURCE);
    QuicStream stream = TestClient.ask(source, Framing.LENGTH_4);
    assertEquals(new PeerResponse.Connected(), TestClient.answer(stream, Framing.LENGTH_4));
    assertEchoes(stream, "hello");
  }

  @Test
  void whatTheSourceSendsBeforeItsAnswerArrives() throws IOException {
    FakeDestination.serving(
        fixture.join(null, NEWER, "web", Role.DESTINATION), FakeDestination::echo);
    QuicConnection source = fixture.join(null, NEWER, "web", Role.SOURCE);
    QuicStream stream = TestClient.ask(source, Framing.LENGTH_4);
    stream.output().write(bytes("early "));
    stream.output().flush();
    assertEquals(new PeerResponse.Connected(), TestClient.answer(stream, Framing.LENGTH_4));
    stream.output().write(bytes("late"));
    stream.shutdownOutput();
    assertArrayEquals(bytes("early late"), stream.input().readAllBytes());
    stream.close();
  }

  @Test
  void halfCloseKeepsTheOtherDirectionOpen() throws IOException {
    FakeDestination.serving(
        fixture.join(null, NEWER, "web", Role.DESTINATION),
        stream -> {
          byte[] question = stream.input().readAllBytes();
          stream.output().write(bytes("answer to "));
          stream.output().write(question);
          stream.shutdownOutput();
        });
    QuicStream stream = TestClient.connect(fixture.join(null, NEWER, "web", Role.SOURCE));
    stream.output().write(bytes("question"));
    stream.shutdownOutput();
    assertArrayEquals(bytes("answer to question"), stream.input().readAllBytes());
    stream.close();
  }

  @Test
  void theDestinationMaySpeakFirst() throws IOException {
    FakeDestination.serving(
        fixture.join(null, NEWER, "mail", Role.DESTINATION),
        stream -> {
          stream.output().write(bytes("220 ready"));
          stream.output().flush();
          stream.input().readAllBytes();
        });
    QuicStream stream = TestClient.connect(fixture.join(null, NEWER, "mail", Role.SOURCE));
    assertArrayEquals(bytes("220 ready"), stream.input().readNBytes(9));
    stream.close();
  }

  @Test
  void aResetByTheDestinationIsOneAtTheSource() throws IOException {
    FakeDestination.serving(
        fixture.join(null, NEWER, "web", Role.DESTINATION),
        stream -> {
          stream.input().readNBytes(1);
          stream.reset(7);
        });
    QuicStream stream = TestClient.connect(fixture.join(null, NEWER, "web", Role.SOURCE));
    stream.output().write(1);
    stream.output().flush();
    assertThrows(StreamResetException.class, () -> stream.input().readAllBytes());
  }

  @Test
  void aResetByTheSourceIsOneAtTheDestination() throws IOException, InterruptedException {
    BlockingQueue<IOException> seen = new LinkedBlockingQueue<>();
    FakeDestination.serving(
        fixture.join(null, NEWER, "web", Role.DESTINATION),
        stream -> {
          stream.output().write(1);
          stream.output().flush();
          try {
            stream.input().readAllBytes();
          } catch (IOException e) {
            seen.add(e);
          }
        });
    QuicStream stream = TestClient.connect(fixture.join(null, NEWER, "web", Role.SOURCE));
    assertEquals(1, stream.input().read());
    stream.reset(7);
    assertInstanceOf(StreamResetException.class, seen.poll(10, TimeUnit.SECONDS));
  }

  @Test
  void withoutDestinationTheSourceIsTold() throws IOException {
    fixture.join(null, NEWER, "other", Role.DESTINATION);
    fixture.join(null, NEWER, "web", Role.SOURCE);
    QuicConnection source = fixture.join(null, NEWER, "web", Role.SOURCE);
    assertEquals(ErrorCode.DESTINATION_NOT_FOUND, refusal(source).code());
  }

  @Test
  void theNextDestinationIsTriedWhenOneRefuses() throws IOException {
    TestClient client = fixture.newClient();
    // The newer connection of the same client is tried first.
    FakeDestination works =
        FakeDestination.serving(
            fixture.join(client, NEWER, "web", Role.DESTINATION), FakeDestination::echo);
    FakeDestination refuses =
        refusing(fixture.join(client, OLDER, "web", Role.DESTINATION), "no service");
    QuicConnection source = fixture.join(null, NEWER, "web", Role.SOURCE);
    assertEchoes(TestClient.connect(source), "hello");
    assertEquals(1, refuses.requests.get());
    assertEquals(1, works.requests.get());
  }

  @Test
  void theNextDestinationIsTriedWhenOneDoesNotAnswer() throws IOException {
    TestClient client = fixture.newClient();
    FakeDestination.serving(
        fixture.join(client, NEWER, "web", Role.DESTINATION), FakeDestination::echo);
    // This one never accepts a stream.
    fixture.join(client, NEWER, "web", Role.DESTINATION);
    QuicConnection source = fixture.join(null, NEWER, "web", Role.SOURCE);
    assertEchoes(TestClient.connect(source), "hello");
  }

  @Test
  void theLastRefusalIsPassedOn() throws IOException {
    TestClient client = fixture.newClient();
    refusing(fixture.join(client, NEWER, "web", Role.DESTINATION), "the older");
    refusing(fixture.join(client, NEWER, "web", Role.DESTINATION), "the newer");
    ErrorStatus error = refusal(fixture.join(null, OLDER, "web", Role.SOURCE));
    assertEquals(new ErrorStatus(ErrorCode.DESTINATION_DIAL_FAILED, "the older"), error);
  }

  @Test
  void destinationsThatDoNotAnswerAreAnError() throws IOException {
    fixture.join(null, NEWER, "web", Role.DESTINATION);
    ErrorStatus error = refusal(fixture.join(null, NEWER, "web", Role.SOURCE));
    assertEquals(ErrorCode.DESTINATION_DIAL_FAILED, error.code());
  }

  @Test
  void theEndOfAConnectionKeepsItsSuccessor() throws IOException, InterruptedException {
    TestClient client = fixture.newClient();
    QuicConnection old = fixture.join(client, NEWER, "web", Role.DESTINATION);
    FakeDestination.serving(
        fixture.join(client, NEWER, "web", Role.DESTINATION), FakeDestination::echo);
    old.close();
    old.awaitEnd();
    QuicConnection source = fixture.join(null, NEWER, "web", Role.SOURCE);
    for (int i = 0; i < 20; i++) {
      assertEchoes(TestClient.connect(source), "hello " + i);
    }
  }

  @Test
  void aDestinationOpensNoConnections() throws IOException {
    QuicConnection destination = fixture.join(null, NEWER, "web", Role.DESTINATION);
    FakeDestination.serving(destination, FakeDestination::echo);
    assertEquals(ErrorCode.ROLE_NOT_ALLOWED, refusal(destination).code());
  }

  @ParameterizedTest
  @CsvSource({NEWER, OLDER})
  void anEmptyRequestGetsAnEmptyAnswer(String alpn) throws IOException {
    QuicConnection source = fixture.join(null, alpn, "web", Role.SOURCE);
    Framing framing = TestClient.framing(source);
    QuicStream stream = source.openStream(TestClient.WAIT);
    stream.readTimeout(TestClient.WAIT);
    framing.write(stream.output(), new PeerRequest.Check().encode());
    assertEquals(new PeerResponse.Checked(), TestClient.answer(stream, framing));
    assertEquals(-1, stream.input().read());
    stream.close();
  }

  @Test
  void aMalformedRequestIsAnErrorAndEndsNothingElse() throws IOException {
    FakeDestination.serving(
        fixture.join(null, NEWER, "web", Role.DESTINATION), FakeDestination::echo);
    QuicConnection source = fixture.join(null, NEWER, "web", Role.SOURCE);
    QuicStream stream = source.openStream(TestClient.WAIT);
    stream.readTimeout(TestClient.WAIT);
    Framing.LENGTH_4.write(stream.output(), new byte[] {(byte) 0x0a, 5, 1});
    assertEquals(ErrorCode.REQUEST_UNKNOWN, TestClient.refusal(stream, Framing.LENGTH_4).code());
    assertEchoes(TestClient.connect(source), "hello");
  }

  @Test
  void aRequestThatIsTooLongOrTooSlowIsReset() throws IOException {
    QuicConnection source = fixture.join(null, NEWER, "web", Role.SOURCE);
    QuicStream tooLong = source.openStream(TestClient.WAIT);
    tooLong.readTimeout(TestClient.WAIT);
    tooLong.output().write(new byte[] {0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff});
    tooLong.output().flush();
    assertThrows(StreamResetException.class, () -> tooLong.input().read());
    QuicStream tooSlow = source.openStream(TestClient.WAIT);
    tooSlow.readTimeout(TestClient.WAIT);
    tooSlow.output().write(new byte[] {0, 0});
    tooSlow.output().flush();
    assertThrows(StreamResetException.class, () -> tooSlow.input().read());
    assertTrue(source.open());
  }

  private static FakeDestination refusing(QuicConnection connection, String why) {
    return FakeDestination.answering(
        connection,
        new PeerResponse.Refused(new ErrorStatus(ErrorCode.DESTINATION_DIAL_FAILED, why)),
        stream -> {});
  }

  private static ErrorStatus refusal(QuicConnection source) throws IOException {
    Framing framing = TestClient.framing(source);
    QuicStream stream = TestClient.ask(source, framing);
    ErrorStatus error = TestClient.refusal(stream, framing);
    assertEquals(-1, stream.input().read());
    stream.close();
    return error;
  }

  private static void assertEchoes(QuicStream stream, String text) throws IOException {
    stream.output().write(bytes(text));
    stream.shutdownOutput();
    assertArrayEquals(bytes(text), stream.input().readAllBytes());
    stream.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
