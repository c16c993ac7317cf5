package connet.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last stop of every datagram before the socket. Some network cards refuse segmented sends: the
 * first that fails turns segmentation off, and its datagrams count as lost. Runs on the event loop.
 */
final class DatagramSender extends ChannelOutboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(DatagramSender.class);

  /**
   * EIO, EINVAL and EOPNOTSUPP of Linux: a network card without checksums, or a kernel, to which
   * segments mean nothing. Whatever else may fail, such as a missing route, is not their fault.
   */
  private static final Set<Integer> REFUSED = Set.of(5, 22, 95);

  private final Segmentation segmentation;

  DatagramSender(Segmentation segmentation) {
    this.segmentation = segmentation;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof SegmentedDatagramPacket packet && !promise.isVoid()) {
      ByteBuf content = packet.content();
      int length = content.readableBytes();
      promise.addListener(
          future -> {
            if (future.cause() instanceof NativeIoException e
                && REFUSED.contains(-e.expectedErr())
                && !segmentation.givenUp()) {
              segmentation.giveUp();
              LOG.info(
                  "the network card takes no segmented sends, going on without: {} bytes={} to={}",
                  e.getMessage(),
                  length,
                  Addresses.show(((DatagramPacket) packet).recipient()));
            }
          });
    }
    ctx.write(message, promise);
  }
}
