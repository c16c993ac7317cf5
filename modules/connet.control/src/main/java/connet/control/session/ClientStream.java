package connet.control.session;

import connet.control.directory.Generation;
import connet.control.directory.RefusedException;
import connet.protocol.ClientRequest;
import connet.protocol.ClientResponse;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.FrameException;
import connet.protocol.MalformedMessageException;
import connet.transport.QuicStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's stream: its first request tells what it is for. A request that is refused ends the
 * stream; one that makes no sense ends the connection, as a peer that sends it is broken or
 * hostile.
 */
final class ClientStream {
  private static final Logger LOG = LoggerFactory.getLogger(ClientStream.class);

  private final ClientSession session;
  private final QuicStream stream;
  private final Generation generation;

  ClientStream(ClientSession session, QuicStream stream, Generation generation) {
    this.session = session;
    this.stream = stream;
    this.generation = generation;
  }

  void run() {
    MessageStream messages = session.messages(stream);
    try (stream) {
      serve(messages);
    } catch (IOException e) {
      LOG.debug("stream ended client={} reason={}", session.id(), e.getMessage());
    } finally {
      session.streamEnded();
    }
  }

  private void serve(MessageStream messages) throws IOException {
    try {
      session.keepPace();
      switch (ClientRequest.decode(messages.read())) {
        case ClientRequest.Announce first ->
            new AnnounceStream(session, messages, generation).run(first);
        case ClientRequest.Relay request -> new RelaysStream(session, messages).run(request);
      }
    } catch (RefusedException e) {
      answer(messages, e.status());
    } catch (MalformedMessageException e) {
      endSession(messages, e.status());
    } catch (FrameException e) {
      endSession(messages, new ErrorStatus(ErrorCode.REQUEST_UNKNOWN, Printable.message(e)));
    } catch (SocketTimeoutException e) {
      answer(
          messages, new ErrorStatus(ErrorCode.REQUEST_UNKNOWN, "the request did not come in time"));
    }
  }

  private void endSession(MessageStream messages, ErrorStatus status) throws IOException {
    session.endSoon(status);
    answer(messages, status);
  }

  private void answer(MessageStream messages, ErrorStatus status) throws IOException {
    LOG.debug("request refused client={} reason={}", session.id(), status);
    messages.finish(new ClientResponse.Failed(status).encode());
  }
}
