package connet.relay;

import connet.protocol.Alpn;
import connet.protocol.ClientTicket;
import connet.protocol.DetectedFrame;
import connet.protocol.EndOfMessages;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.Framing;
import connet.protocol.MalformedMessageException;
import connet.protocol.PeerRequest;
import connet.protocol.PeerResponse;
import connet.protocol.Role;
import connet.transport.ByteStream;
import connet.transport.Join;
import connet.transport.QuicStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream that an admitted client opened: its request is read, handed to a destination, the
 * answer handed back, and the two streams joined.
 *
 * <p>Request and answer pass through with the bytes that they came with, so that fields which we do
 * not know arrive; only the framing is that of each side:
 *
 * <table>
 * <caption>Framing of forwarded streams</caption>
 * <tr><th>ALPN of the relay connection</th><th>who agrees on it with us</th><th>source writes, and is
 * answered in</th><th>destination is written to in, and answers in</th></tr>
 * <tr><td>{@code connet-relay/0.3}</td><td>0.16 of the existing network, ours</td><td>4 bytes</td><td>4
 * bytes</td></tr>
 * <tr><td>{@code connet-peer-relay/0.2}</td><td>0.13 to 0.15</td><td>8 bytes, 4 when it starts like
 * that</td><td>8 bytes; an answer may start like 4</td></tr>
 * </table>
 *
 * <p>The clients of 0.16 use 4 bytes on forwarded streams whatever the ALPN, and those of 0.13 to
 * 0.15 know only 8. The first always agree with us on the newer ALPN, as a listener prefers its own
 * order, so the ALPN tells them apart; what is read on the older one is looked at nevertheless. On
 * the newer one there is nothing to look for, and four zero bytes are an empty request, not half a
 * length.
 *
 * <p>Runs on one virtual thread per stream.
 */
final class ForwardedStream {
  private static final Logger log = LoggerFactory.getLogger(ForwardedStream.class);

  /** A request names an encryption or two; a megabyte of it would only serve to fill our memory. */
  static final int LONGEST_MESSAGE = Framing.UNAUTHENTICATED_MAX;

  /** After this many times the wait for one destination, a source has given up itself. */
  private static final int WAITS = 3;

  private final QuicStream source;
  private final ClientTicket client;
  private final Destinations destinations;
  private final RelayLimits limits;
  private Framing framing;

  ForwardedStream(
      QuicStream source, ClientTicket client, Destinations destinations, RelayLimits limits) {
    this.source = source;
    this.client = client;
    this.destinations = destinations;
    this.limits = limits;
    this.framing = Alpn.Kind.CLIENT_RELAY.framing(source.connection().alpn());
  }

  /**
   * Answers the request; when it was to connect and a destination took it, the two streams are
   * joined. Otherwise the stream has been ended when this returns.
   */
  Optional<Join> open() {
    try {
      source.writeTimeout(limits.answer());
      byte[] request = readRequest();
      return switch (PeerRequest.decode(request)) {
        case PeerRequest.Check check -> {
          answer(new PeerResponse.Checked().encode());
          source.close();
          yield Optional.empty();
        }
        case PeerRequest.Connect connect -> connect(request);
      };
    } catch (MalformedMessageException e) {
      return refuse(e.status());
    } catch (EndOfMessages e) {
      source.close();
      return Optional.empty();
    } catch (IOException e) {
      log.debug("stream not opened endpoint={} why={}", client.endpoint(), e.getMessage());
      source.reset(ErrorCode.UNKNOWN);
      return Optional.empty();
    }
  }

  private byte[] readRequest() throws IOException {
    try (TimeLimit limit = TimeLimit.of(limits.request(), () -> source.reset(ErrorCode.UNKNOWN))) {
      byte[] request;
      if (framing == Framing.LENGTH_8) {
        DetectedFrame frame = Framing.readDetecting(source.input(), LONGEST_MESSAGE);
        framing = frame.framing();
        request = frame.body();
      } else {
        request = framing.read(source.input(), LONGEST_MESSAGE);
      }
      if (!limit.finish()) {
        throw new IOException("the request did not come in time");
      }
      return request;
    }
  }

  private Optional<Join> connect(byte[] request) throws IOException {
    if (client.role() != Role.SOURCE) {
      return refuse(new ErrorStatus(ErrorCode.ROLE_NOT_ALLOWED, "only a source opens connections"));
    }
    List<Destination> known = destinations.of(client.endpoint());
    if (known.isEmpty()) {
      return refuse(
          new ErrorStatus(
              ErrorCode.DESTINATION_NOT_FOUND,
              "no destination of the endpoint is connected to this relay"));
    }
    ErrorStatus last =
        new ErrorStatus(
            ErrorCode.DESTINATION_DIAL_FAILED, "no destination of the endpoint answers this relay");
    long start = System.nanoTime();
    for (Destination destination : Destinations.order(known, limits.silence())) {
      Duration spent = Duration.ofNanos(System.nanoTime() - start);
      Duration left = limits.answer().multipliedBy(WAITS).minus(spent);
      if (!left.isPositive() || !source.connection().open()) {
        break;
      }
      switch (new DestinationCall(destination, min(left, limits.answer()), limits).make(request)) {
        case DestinationCall.Accepted accepted -> {
          return Optional.of(join(accepted));
        }
        case DestinationCall.Refused refused -> {
          log.debug(
              "destination refused endpoint={} destination={} error={}",
              client.endpoint(),
              destination.certificateKey(),
              refused.error());
          last = refused.error();
        }
        case DestinationCall.Failed failed ->
            log.debug(
                "destination not reached endpoint={} destination={} why={}",
                client.endpoint(),
                destination.certificateKey(),
                failed.why());
      }
    }
    return refuse(last);
  }

  private Join join(DestinationCall.Accepted accepted) throws IOException {
    try {
      answer(accepted.answer().toArray());
      Join join = ByteStream.join(source, accepted.stream());
      log.debug("stream joined endpoint={}", client.endpoint());
      return join;
    } catch (IOException | RuntimeException e) {
      accepted.stream().reset(ErrorCode.UNKNOWN);
      throw e;
    }
  }

  private Optional<Join> refuse(ErrorStatus error) {
    log.debug("stream refused endpoint={} error={}", client.endpoint(), error);
    try {
      answer(new PeerResponse.Refused(error).encode());
      source.close();
    } catch (IOException e) {
      source.reset(ErrorCode.UNKNOWN);
    }
    return Optional.empty();
  }

  private void answer(byte[] response) throws IOException {
    framing.write(source.output(), response);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
