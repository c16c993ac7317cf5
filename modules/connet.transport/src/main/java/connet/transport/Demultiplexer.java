package connet.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.incubator.codec.quic.QuicChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The one place that sees every datagram of a socket. The codecs for accepted and for dialed
 * connections share the socket behind it: it sorts by connection id, limits how many handshakes may
 * be half open, answers what no connection knows with a stateless reset, and lets each connection
 * read its streams once per batch of datagrams. Runs on the event loop.
 */
final class Demultiplexer extends ChannelInboundHandlerAdapter {
  private static final int LONG_HEADER = 0x80;
  private static final int FIXED_BIT = 0x40;
  private static final int LONG_TYPE = 0x30;
  private static final int VERSION_1 = 1;

  /** An Initial packet of a dialer fills at least this many bytes (RFC 9000, section 14.1). */
  private static final int MIN_INITIAL = 1_200;

  /**
   * How often a second a packet may be tried on a connection that it may reset: each costs an
   * attempt to decrypt it, some microseconds, and anybody can send such packets.
   */
  private static final int TRIES_PER_SECOND = 20_000;

  private final PerSecond tries = new PerSecond(TRIES_PER_SECOND);
  private final Connections connections;
  private final HalfOpen halfOpen;
  private final StatelessResets resets;
  private final ChannelHandler dialed;
  private @Nullable ChannelHandler accepted;
  private Predicate<InetAddress> admits = address -> true;

  // The id of the last short-header packet that belonged to a connection, in this batch: bulk data
  // arrives in long rows of the same id, which spares looking it up.
  private long lastIdHead;
  private long lastIdTail;
  private boolean lastIdKnown;

  Demultiplexer(
      Connections connections, HalfOpen halfOpen, StatelessResets resets, ChannelHandler dialed) {
    this.connections = connections;
    this.halfOpen = halfOpen;
    this.resets = resets;
    this.dialed = dialed;
  }

  /**
   * From now on packets of dialers go to this codec, which stands right after this handler; those
   * from other addresses than {@code from} are refused with their first packet.
   */
  void accept(ChannelHandler codec, Predicate<InetAddress> from) {
    accepted = codec;
    admits = from;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    var packet = (DatagramPacket) message;
    ByteBuf content = packet.content();
    int length = content.readableBytes();
    int first = length == 0 ? 0 : content.getByte(content.readerIndex());
    if ((first & FIXED_BIT) == 0) {
      packet.release(); // not QUIC
    } else if ((first & LONG_HEADER) != 0) {
      longHeader(ctx, packet, content, first);
    } else if (length > ConnectionIds.LENGTH) {
      shortHeader(ctx, packet, content);
    } else {
      packet.release();
    }
  }

  private void shortHeader(ChannelHandlerContext ctx, DatagramPacket packet, ByteBuf content) {
    int at = content.readerIndex() + 1;
    long head = content.getLong(at);
    long tail = content.getLong(at + Long.BYTES);
    boolean ours = ConnectionIds.dialed(content.getByte(at));
    if (!lastIdKnown || head != lastIdHead || tail != lastIdTail) {
      ChannelHandler codec = ours ? dialed : accepted;
      if (codec == null || !heard(codec, id(content, at, ConnectionIds.LENGTH))) {
        unknown(ctx, packet, content);
        return;
      }
      lastIdHead = head;
      lastIdTail = tail;
      lastIdKnown = true;
    }
    pass(ctx, packet, ours);
  }

  private void longHeader(
      ChannelHandlerContext ctx, DatagramPacket packet, ByteBuf content, int first) {
    int at = content.readerIndex();
    int length = content.readableBytes();
    int idLength = length > 6 ? content.getByte(at + 5) & 0xff : Integer.MAX_VALUE;
    if (idLength > ConnectionIds.MAX_LENGTH || length < 6 + idLength) {
      packet.release();
      return;
    }
    ByteBuffer id = id(content, at + 6, idLength);
    if (heard(dialed, id)) {
      pass(ctx, packet, true);
    } else if (forAccepted(ctx, packet, id, begins(first, content.getInt(at + 1), length))) {
      pass(ctx, packet, false);
    } else {
      packet.release();
    }
  }

  private boolean forAccepted(
      ChannelHandlerContext ctx, DatagramPacket packet, ByteBuffer id, boolean begins) {
    ChannelHandler codec = accepted;
    if (codec == null) {
      return false;
    }
    if (heard(codec, id)) {
      return true;
    }
    InetAddress from = packet.sender().getAddress();
    if (begins && !admits.test(from)) {
      refuse(ctx, packet);
      return false;
    }
    return begins && halfOpen.admits(from);
  }

  private static void refuse(ChannelHandlerContext ctx, DatagramPacket packet) {
    ByteBuf content = packet.content();
    int at = content.readerIndex() + 5;
    byte[] destinationId = ByteBufUtil.getBytes(content, at + 1, content.getByte(at) & 0xff);
    at += 1 + destinationId.length;
    int length = content.getByte(at) & 0xff;
    if (length <= ConnectionIds.MAX_LENGTH) {
      byte[] sourceId = ByteBufUtil.getBytes(content, at + 1, length);
      ByteBuf answer = InitialRefusal.answer(ctx.alloc(), destinationId, sourceId);
      ctx.writeAndFlush(new DatagramPacket(answer, packet.sender()));
    }
  }

  /**
   * Notes for the connection with this id, if there is one, that its peer is there. Whoever knows
   * the id has seen packets of the connection; a reset for another one must not count.
   */
  private static boolean heard(ChannelHandler codec, ByteBuffer id) {
    QuicChannel channel = QuicheInternals.channelOf(codec, id);
    QuicConnection connection = channel == null ? null : channel.attr(QuicConnection.KEY).get();
    if (connection != null) {
      connection.heard(System.nanoTime());
    }
    return channel != null;
  }

  private static boolean begins(int first, int version, int length) {
    return version == VERSION_1 && (first & LONG_TYPE) == 0 && length >= MIN_INITIAL;
  }

  /**
   * A packet for a connection that is not here: either the peer's own stateless reset, whose id is
   * random, or a sign that the peer has not noticed our restart.
   */
  private void unknown(ChannelHandlerContext ctx, DatagramPacket packet, ByteBuf content) {
    InetSocketAddress sender = packet.sender();
    if (content.readableBytes() >= StatelessResets.MIN_LENGTH + ConnectionIds.TOKEN_LENGTH) {
      // An id that we do not know says nothing of which connection it is; the codec sees by the
      // token.
      List<byte[]> candidates = connections.idsDialedTo(sender);
      for (byte[] candidate : tries.allows(candidates.size()) ? candidates : List.<byte[]>of()) {
        DatagramPacket copy = packet.copy();
        copy.content().setBytes(copy.content().readerIndex() + 1, candidate);
        pass(ctx, copy, true);
      }
    }
    ByteBuf reset = resets.answerTo(ctx.alloc(), content);
    packet.release();
    if (reset != null) {
      ctx.writeAndFlush(new DatagramPacket(reset, sender));
    }
  }

  private void pass(ChannelHandlerContext ctx, DatagramPacket packet, boolean toDialed) {
    if (!toDialed || accepted == null) {
      ctx.fireChannelRead(packet);
    } else {
      ctx.pipeline().context(accepted).fireChannelRead(packet);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    lastIdKnown = false;
    ChannelHandler codec = accepted;
    if (codec != null) {
      readStreams(codec);
      ctx.fireChannelReadComplete();
      readStreams(dialed);
      ctx.pipeline().context(codec).fireChannelReadComplete();
    } else {
      readStreams(dialed);
      ctx.fireChannelReadComplete();
    }
  }

  private static void readStreams(ChannelHandler codec) {
    var withNews = QuicheInternals.channelsWithNews(codec);
    if (withNews.isEmpty()) {
      return;
    }
    // A copy: reading runs the connections' handlers, which may do anything.
    for (QuicChannel channel : withNews.toArray(QuicChannel[]::new)) {
      channel.read();
      QuicheInternals.collectOnly(channel);
    }
  }

  private static ByteBuffer id(ByteBuf content, int at, int length) {
    return content.internalNioBuffer(at, length);
  }
}
