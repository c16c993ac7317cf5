package connet.relay;

import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.protocol.DerCertificate;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.ErrorStatusException;
import connet.protocol.Framing;
import connet.protocol.HostPort;
import connet.protocol.RelayAuthenticateRequest;
import connet.protocol.RelayAuthenticateResponse;
import connet.protocol.RelayKeys;
import connet.protocol.Tickets;
import connet.transport.QuicConnection;
import connet.transport.QuicStream;
import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The first exchange on a connection to the control server: the relay registers. */
final class ControlHandshake {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final RelaySettings settings;
  private final List<HostPort> publicAddresses;
  private final DerCertificate certificate;
  private final Duration limit;

  ControlHandshake(
      RelaySettings settings,
      List<HostPort> publicAddresses,
      DerCertificate certificate,
      Duration limit) {
    this.settings = settings;
    this.publicAddresses = publicAddresses;
    this.certificate = certificate;
    this.limit = limit;
  }

  /**
   * Registers and returns what is known of the control server from now on.
   *
   * @param known what was known of it before
   * @param stream the first stream of the connection; its sending side stays open
   * @throws ErrorStatusException the control server refused
   * @throws ChangedControlIdException it is not the one that this relay knows
   * @throws IOException it did not answer as it should; the connection is closed in all these cases
   */
  ControlRecord perform(QuicConnection connection, QuicStream stream, Optional<ControlRecord> known)
      throws IOException {
    try (TimeLimit timeLimit = TimeLimit.of(limit, () -> fail(connection))) {
      ControlRecord record = exchange(connection, stream, known);
      if (!timeLimit.finish()) {
        throw new IOException("no answer in time");
      }
      return record;
    } catch (ErrorStatusException e) {
      ErrorStatus error = e.status();
      connection.close(error.code(), error.message());
      throw e;
    } catch (IOException e) {
      fail(connection);
      throw e;
    }
  }

  private ControlRecord exchange(
      QuicConnection connection, QuicStream stream, Optional<ControlRecord> known)
      throws IOException {
    Framing framing = Alpn.Kind.RELAY_CONTROL.framing(connection.alpn());
    RelayKeys keys = RelayKeys.generate(RANDOM);
    RelayAuthenticateRequest request =
        new RelayAuthenticateRequest(
            settings.token(),
            known.map(ControlRecord::reconnectToken).orElse(Bytes.EMPTY),
            settings.version(),
            publicAddresses,
            settings.metadata(),
            certificate,
            keys.publicKey());
    framing.write(stream.output(), request.encode());
    RelayAuthenticateResponse response =
        RelayAuthenticateResponse.decode(framing.read(stream.input(), Framing.UNAUTHENTICATED_MAX));
    return switch (response) {
      case RelayAuthenticateResponse.Refused refused ->
          throw new ErrorStatusException(refused.error());
      case RelayAuthenticateResponse.Accepted accepted -> record(accepted, keys, known);
    };
  }

  private static ControlRecord record(
      RelayAuthenticateResponse.Accepted accepted, RelayKeys keys, Optional<ControlRecord> known)
      throws IOException {
    if (known.isPresent() && !known.get().controlId().equals(accepted.controlId())) {
      throw new ChangedControlIdException(known.get().controlId(), accepted.controlId());
    }
    try {
      Bytes ticketKey = Tickets.sharedKey(keys.privateKey(), accepted.authenticationKey());
      return new ControlRecord(accepted.controlId(), ticketKey, accepted.reconnectToken());
    } catch (InvalidKeyException e) {
      throw new IOException("its key is not valid: " + e.getMessage(), e);
    }
  }

  private static void fail(QuicConnection connection) {
    connection.close(ErrorCode.AUTHENTICATION_FAILED, "authentication failed");
  }
}
