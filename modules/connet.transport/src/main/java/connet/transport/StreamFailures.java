package connet.transport;

import io.netty.channel.Channel;
import io.netty.handler.codec.DecoderException;
import io.netty.incubator.codec.quic.QuicStreamChannel;
import io.netty.incubator.codec.quic.QuicStreamResetException;
import java.io.IOException;

/** Why a stream broke off, in words and types of ours. */
final class StreamFailures {
  private StreamFailures() {}

  /** What was thrown in the channel of a stream. */
  static IOException thrown(Throwable cause, Channel channel) {
    return switch (cause instanceof DecoderException ? cause.getCause() : cause) {
      case StreamResetException reset -> reset;
      case QuicStreamResetException reset ->
          new StreamResetException(
              "the peer reset the stream with code " + reset.applicationProtocolCode(),
              reset.applicationProtocolCode());
      case IOException io when channel instanceof QuicStreamChannel -> io;
      case IOException io ->
          new StreamResetException("the TCP peer broke off: " + Addresses.why(io), 0);
      case null -> new IOException("unknown error");
      case Throwable other -> new IOException(Addresses.why(other), other);
    };
  }

  /** The channel is gone though not both directions had ended. */
  static IOException lost(Channel channel) {
    if (!(channel instanceof QuicStreamChannel stream)) {
      return new StreamResetException("the TCP connection was lost", 0);
    }
    QuicConnection connection = stream.parent().attr(QuicConnection.KEY).get();
    ConnectionEnd end = connection.end();
    if (end == null) {
      end =
          stream.parent().isTimedOut()
              ? new ConnectionEnd.TimedOut()
              : new ConnectionEnd.Failed("the connection was lost");
    }
    return new ConnectionClosedException(end);
  }
}
