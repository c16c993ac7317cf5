package connet.control;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import connet.protocol.ClientResponse;
import connet.protocol.ErrorStatus;
import connet.protocol.Framing;
import connet.protocol.OfferedRelay;
import connet.protocol.RemotePeer;
import connet.transport.QuicStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A stream of a test's client or relay. */
final class TestStream {
  private final QuicStream stream;
  private final Framing framing;
  private int answers;

  TestStream(QuicStream stream, Framing framing) {
    this.stream = stream;
    this.framing = framing;
    stream.readTimeout(Duration.ofSeconds(15));
  }

  /** Waits this long for the next answer. */
  void patience(Duration time) {
    stream.readTimeout(time);
  }

  void send(byte[] message) throws IOException {
    framing.write(stream.output(), message);
  }

  void sendRaw(byte... bytes) throws IOException {
    stream.output().write(bytes);
    stream.output().flush();
  }

  byte[] read() throws IOException {
    byte[] answer = framing.read(stream.input(), Framing.MAX);
    answers++;
    return answer;
  }

  ClientResponse response() throws IOException {
    return ClientResponse.decode(read());
  }

  /** The peers in the next answer, by what they say about themselves. */
  List<String> peers() throws IOException {
    return remotePeers().stream().map(RemotePeer::metadata).toList();
  }

  List<RemotePeer> remotePeers() throws IOException {
    return assertInstanceOf(ClientResponse.Announced.class, response()).peers();
  }

  List<OfferedRelay> relays() throws IOException {
    return assertInstanceOf(ClientResponse.Relays.class, response()).relays();
  }

  ErrorStatus error() throws IOException {
    return assertInstanceOf(ClientResponse.Failed.class, response()).error();
  }

  /** Reads answers until one has these peers; every state in between may be left out. */
  void awaitPeers(List<String> expected) throws IOException {
    List<String> told;
    do {
      told = peers();
    } while (!told.equals(expected));
  }

  /** How many answers were read. */
  int answers() {
    return answers;
  }

  void finish() throws IOException {
    stream.shutdownOutput();
  }

  void close() {
    stream.close();
  }
}
