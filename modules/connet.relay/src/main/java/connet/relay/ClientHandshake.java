package connet.relay;

import connet.protocol.Alpn;
import connet.protocol.ClientTicket;
import connet.protocol.DerCertificate;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.ErrorStatusException;
import connet.protocol.Framing;
import connet.protocol.MalformedMessageException;
import connet.protocol.RelayClientAuthenticateRequest;
import connet.protocol.RelayClientAuthenticateResponse;
import connet.transport.QuicConnection;
import connet.transport.QuicStream;
import java.io.IOException;

/**
 * The first exchange on a client's connection: it shows its ticket and is told whether it is
 * admitted.
 *
 * @param client what the ticket says
 * @param metadata what it says about itself
 * @param framing of all messages on this connection that are not forwarded
 * @param stream the stream of the exchange, whose sending side stays open: the existing network's
 *     clients never read it again, so a byte there makes an idle one answer
 */
record ClientHandshake(ClientTicket client, String metadata, Framing framing, QuicStream stream) {

  /**
   * Waits for the ticket. A client that is not admitted gets the error as an answer and as the code
   * of the close, which may overtake the answer; one that is admitted has no answer yet.
   *
   * @throws IOException when the client is not admitted; the connection is closed then
   */
  static ClientHandshake perform(QuicConnection connection, Admission admission, RelayLimits limits)
      throws IOException {
    try (TimeLimit limit =
        TimeLimit.of(limits.admission(), () -> close(connection, "no ticket in time"))) {
      Framing framing = Alpn.Kind.CLIENT_RELAY.framing(connection.alpn());
      QuicStream stream = connection.acceptStream();
      try {
        stream.writeTimeout(limits.admission());
        RelayClientAuthenticateRequest request = request(framing, stream);
        ClientTicket client =
            admission.admit(
                request.authentication(), DerCertificate.of(connection.peerCertificate()));
        if (!limit.finish()) {
          throw new IOException("no ticket in time");
        }
        return new ClientHandshake(client, request.metadata(), framing, stream);
      } catch (IOException e) {
        refuse(connection, framing, stream, e);
        throw e;
      }
    }
  }

  /** Tells the client that it is admitted. */
  void welcome() throws IOException {
    framing.write(stream.output(), new RelayClientAuthenticateResponse.Accepted().encode());
  }

  private static RelayClientAuthenticateRequest request(Framing framing, QuicStream stream)
      throws IOException {
    byte[] body = framing.read(stream.input(), Framing.UNAUTHENTICATED_MAX);
    try {
      return RelayClientAuthenticateRequest.decode(body);
    } catch (MalformedMessageException e) {
      throw new ErrorStatusException(e.status());
    }
  }

  private static void refuse(
      QuicConnection connection, Framing framing, QuicStream stream, IOException why) {
    if (why instanceof ErrorStatusException refused) {
      ErrorStatus error = refused.status();
      try {
        framing.write(stream.output(), new RelayClientAuthenticateResponse.Refused(error).encode());
      } catch (IOException e) {
        // The close says the same.
      }
      connection.close(error.code(), error.message());
    } else {
      close(connection, "no valid authentication");
    }
    // What it has sent beside its ticket would stay in memory.
    stream.reset(ErrorCode.UNKNOWN);
  }

  private static void close(QuicConnection connection, String why) {
    connection.close(ErrorCode.AUTHENTICATION_FAILED, why);
  }
}
