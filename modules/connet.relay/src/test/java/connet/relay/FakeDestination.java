package connet.relay;

import connet.protocol.Framing;
import connet.protocol.PeerRequest;
import connet.protocol.PeerResponse;
import connet.transport.QuicConnection;
import connet.transport.QuicStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers the streams that a relay opens toward a destination. */
final class FakeDestination {
  /** What is done with a stream once its request was answered. */
  interface Service {
    void serve(QuicStream stream) throws IOException;
  }

  final AtomicInteger requests = new AtomicInteger();
  private final QuicConnection connection;
  private final PeerResponse response;
  private final Service service;

  private FakeDestination(QuicConnection connection, PeerResponse response, Service service) {
    this.connection = connection;
    this.response = response;
    this.service = service;
  }

  /** Takes every stream and serves it. */
  static FakeDestination serving(QuicConnection connection, Service service) {
    return answering(connection, new PeerResponse.Connected(), service);
  }

  /** Answers every request like this. */
  static FakeDestination answering(
      QuicConnection connection, PeerResponse response, Service service) {
    FakeDestination destination = new FakeDestination(connection, response, service);
    Thread.ofVirtual().start(destination::accept);
    return destination;
  }

  private void accept() {
    try {
      while (true) {
        QuicStream stream = connection.acceptStream();
        Thread.ofVirtual().start(() -> answer(stream));
      }
    } catch (IOException e) {
      // The connection has ended.
    }
  }

  private void answer(QuicStream stream) {
    try {
      Framing framing = TestClient.framing(connection);
      PeerRequest request =
          PeerRequest.decode(framing.read(stream.input(), Framing.UNAUTHENTICATED_MAX));
      requests.incrementAndGet();
      if (!(request instanceof PeerRequest.Connect)) {
        throw new IOException("asked for " + request);
      }
      framing.write(stream.output(), response.encode());
      service.serve(stream);
      stream.close();
    } catch (IOException e) {
      stream.reset(0);
    }
  }

  /** Sends everything back, and the end after it. */
  static void echo(QuicStream stream) throws IOException {
    stream.input().transferTo(stream.output());
    stream.shutdownOutput();
  }
}
