package connet.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.channel.unix.SegmentedDatagramPacket;
import io.netty.incubator.codec.quic.SegmentedDatagramPacketAllocator;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatagramSenderTest {
  /** A socket on which every send fails. */
  private static final class Failing extends ChannelOutboundHandlerAdapter {
    private final int error;

    Failing(int error) {
      this.error = error;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ReferenceCountUtil.release(message);
      promise.setFailure(new NativeIoException("sendmmsg", -error));
    }
  }

  @ParameterizedTest
  @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux sends in segments")
  @CsvSource({"5, true", "22, true", "95, true", "101, false", "105, false", "1, false"})
  void onlyARefusalOfSegmentsEndsThem(int error, boolean givenUp) {
    Epoll.ensureAvailability(); // loads what the exception needs
    var segmentation = new Segmentation(SegmentedDatagramPacketAllocator.NONE);
    var channel = new EmbeddedChannel(new Failing(error), new DatagramSender(segmentation));
    try {
      var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
      channel.write(new SegmentedDatagramPacket(Unpooled.directBuffer(4).writeZero(4), 2, to));
      assertEquals(givenUp, segmentation.givenUp());
    } finally {
      channel.close();
    }
  }
}
