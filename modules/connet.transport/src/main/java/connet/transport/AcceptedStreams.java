package connet.transport;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.incubator.codec.quic.QuicStreamChannel;

/** Sets up each stream that a peer opens. Runs on the event loop. */
@ChannelHandler.Sharable
final class AcceptedStreams extends ChannelInitializer<QuicStreamChannel> {
  @Override
  protected void initChannel(QuicStreamChannel channel) {
    QuicConnection connection = channel.parent().attr(QuicConnection.KEY).get();
    var handler = new StreamHandler();
    channel.pipeline().addLast(handler);
    connection.accepted(new QuicStream(connection, channel, handler));
  }
}
