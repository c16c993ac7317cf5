package connet.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.DatagramPacket;
import io.netty.incubator.codec.quic.SegmentedDatagramPacketAllocator;
import java.net.InetSocketAddress;

/**
 * Sends several datagrams in one system call until the first network card that cannot, then no
 * more. Used on the event loop only.
 */
final class Segmentation implements SegmentedDatagramPacketAllocator {
  private final SegmentedDatagramPacketAllocator allocator;
  private boolean broken;

  Segmentation(SegmentedDatagramPacketAllocator allocator) {
    this.allocator = allocator;
  }

  void giveUp() {
    broken = true;
  }

  boolean givenUp() {
    return broken;
  }

  @Override
  public int maxNumSegments() {
    return broken ? 0 : allocator.maxNumSegments();
  }

  @Override
  public DatagramPacket newPacket(ByteBuf buffer, int segmentSize, InetSocketAddress remote) {
    return allocator.newPacket(buffer, segmentSize, remote);
  }
}
