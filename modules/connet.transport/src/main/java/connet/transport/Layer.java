package connet.transport;

import io.netty.channel.ChannelOutboundHandler;
import io.netty.handler.codec.ByteToMessageDecoder;

/**
 * What stands between a stream's handler and its channel, so that other bytes are on the wire than
 * those that are written and read. The reader lets an end pass, as {@link
 * io.netty.channel.socket.ChannelInputShutdownReadComplete}, only if it was meant by the peer,
 * tells of one that is said before by {@link EndSaid}, and turns any other into {@link CutOff}; the
 * writer takes buffers and, on a QUIC stream, frames that end it.
 *
 * @param farewell whether the writer has something to say before the end: it is given {@link
 *     Farewell#INSTANCE} or a frame that ends the stream
 */
record Layer(ByteToMessageDecoder reader, ChannelOutboundHandler writer, boolean farewell) {
  /** The peer has ended its direction, the wire has not ended yet. */
  enum EndSaid {
    INSTANCE
  }

  /** The wire has ended, but the peer has not. */
  record CutOff(String why) {}

  /** Asks a writer for what comes before the end of a stream. */
  enum Farewell {
    INSTANCE
  }
}
