package connet.transport;

import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.incubator.codec.quic.EpollQuicUtils;
import io.netty.incubator.codec.quic.SegmentedDatagramPacketAllocator;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Map;

/** The operating system's sockets: epoll with segmentation offload on Linux, elsewhere NIO. */
enum Sockets {
  EPOLL {
    @Override
    EventLoopGroup newLoop(String name) {
      return new EpollEventLoopGroup(1, new DefaultThreadFactory(name, true));
    }

    @Override
    ChannelFactory<DatagramChannel> udp() {
      return EpollDatagramChannel::new;
    }

    @Override
    ChannelFactory<ServerSocketChannel> tcpServer() {
      return EpollServerSocketChannel::new;
    }

    @Override
    ChannelFactory<SocketChannel> tcp() {
      return EpollSocketChannel::new;
    }

    // GRO and recvmmsg exclude each other; GRO with large buffers measured faster.
    @Override
    Map<ChannelOption<?>, Object> udpOptions() {
      return Map.of(
          EpollChannelOption.UDP_GRO,
          true,
          EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE,
          0,
          ChannelOption.RCVBUF_ALLOCATOR,
          new FixedRecvByteBufAllocator(MAX_RECEIVE).maxMessagesPerRead(BATCH));
    }

    @Override
    SegmentedDatagramPacketAllocator segmentation() {
      return EpollQuicUtils.newSegmentedAllocator(SEGMENTS);
    }

    @Override
    public String toString() {
      return "epoll, GSO, GRO";
    }
  },
  NIO {
    @Override
    EventLoopGroup newLoop(String name) {
      return new NioEventLoopGroup(1, new DefaultThreadFactory(name, true));
    }

    @Override
    ChannelFactory<DatagramChannel> udp() {
      return NioDatagramChannel::new;
    }

    @Override
    ChannelFactory<ServerSocketChannel> tcpServer() {
      return NioServerSocketChannel::new;
    }

    @Override
    ChannelFactory<SocketChannel> tcp() {
      return NioSocketChannel::new;
    }

    @Override
    Map<ChannelOption<?>, Object> udpOptions() {
      return Map.of(
          ChannelOption.RCVBUF_ALLOCATOR,
          new FixedRecvByteBufAllocator(2048).maxMessagesPerRead(BATCH));
    }

    @Override
    SegmentedDatagramPacketAllocator segmentation() {
      return SegmentedDatagramPacketAllocator.NONE;
    }

    @Override
    public String toString() {
      return "NIO";
    }
  };

  /** The largest receive that coalesced datagrams may make: what a UDP length field can say. */
  private static final int MAX_RECEIVE = 65_536;

  /** Receives before the connections get their turn to read and answer. */
  private static final int BATCH = 16;

  /** Datagrams in one segmented send: 32 of 1,350 bytes stay below the 65,507 that UDP allows. */
  private static final int SEGMENTS = 32;

  abstract EventLoopGroup newLoop(String name);

  abstract ChannelFactory<DatagramChannel> udp();

  abstract ChannelFactory<ServerSocketChannel> tcpServer();

  abstract ChannelFactory<SocketChannel> tcp();

  abstract Map<ChannelOption<?>, Object> udpOptions();

  abstract SegmentedDatagramPacketAllocator segmentation();

  static Sockets ofThisSystem() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }
}
