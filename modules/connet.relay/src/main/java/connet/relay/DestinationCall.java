package connet.relay;

import connet.protocol.Bytes;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.Framing;
import connet.protocol.PeerResponse;
import connet.transport.QuicStream;
import java.io.IOException;
import java.time.Duration;

/** Asks one destination to take a forwarded connection. */
final class DestinationCall {
  /** What became of it. */
  sealed interface Outcome {}

  /** It took it, with this answer; the stream carries its bytes from now on. */
  record Accepted(QuicStream stream, Bytes answer) implements Outcome {}

  /** It answered with an error. */
  record Refused(ErrorStatus error) implements Outcome {}

  /** It did not answer. */
  record Failed(String why) implements Outcome {}

  private final Destination destination;
  private final Duration wait;
  private final RelayLimits limits;

  DestinationCall(Destination destination, Duration wait, RelayLimits limits) {
    this.destination = destination;
    this.wait = wait;
    this.limits = limits;
  }

  Outcome make(byte[] request) {
    long start = System.nanoTime();
    QuicStream stream;
    try {
      stream = destination.openStream(wait);
    } catch (IOException e) {
      return new Failed("no stream: " + e.getMessage());
    }
    Duration left = wait.minusNanos(System.nanoTime() - start);
    try (TimeLimit limit =
        TimeLimit.of(left, this::silent, () -> stream.reset(ErrorCode.UNKNOWN))) {
      Outcome outcome = exchange(stream, request);
      if (limit.finish()) {
        return outcome;
      }
      return new Failed("no answer in time");
    } catch (IOException e) {
      stream.reset(ErrorCode.UNKNOWN);
      return new Failed("no answer: " + e.getMessage());
    }
  }

  private Outcome exchange(QuicStream stream, byte[] request) throws IOException {
    stream.writeTimeout(wait);
    Framing framing = destination.framing();
    framing.write(stream.output(), request);
    byte[] answer =
        framing == Framing.LENGTH_8
            ? Framing.readDetecting(stream.input(), ForwardedStream.LONGEST_MESSAGE).body()
            : framing.read(stream.input(), ForwardedStream.LONGEST_MESSAGE);
    return switch (PeerResponse.decode(answer)) {
      case PeerResponse.Refused refused -> {
        stream.close();
        yield new Refused(refused.error());
      }
      case PeerResponse.Connected connected -> new Accepted(stream, Bytes.of(answer));
      case PeerResponse.Checked checked -> throw new IOException("it answered something else");
    };
  }

  private boolean silent() {
    return destination.silentFor().compareTo(limits.silence()) > 0;
  }
}
