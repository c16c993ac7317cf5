package connet.transport;

import io.netty.channel.ChannelHandler;
import io.netty.incubator.codec.quic.QuicChannel;
import io.netty.incubator.codec.quic.QuicConnectionCloseEvent;
import io.netty.incubator.codec.quic.QuicSslContext;
import io.netty.incubator.codec.quic.QuicSslContextBuilder;
import io.netty.incubator.codec.quic.QuicStreamChannel;
import io.netty.util.Mapping;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of the QUIC codec that it keeps to itself and that we cannot do without, in one
 * place. The descriptor that we write for the library opens its package to this module. A later
 * version that renames one of them fails here, at the first use, with the name of what is missing.
 */
final class QuicheInternals {
  /** QUICHE_ERR_INVALID_STREAM_STATE. */
  static final long NO_SUCH_STREAM = -7;

  private static final MethodHandle SNI;
  private static final MethodHandle CHANNEL_OF_ID;
  private static final VarHandle CHANNELS_WITH_NEWS;
  private static final VarHandle STREAMS_WANTED;
  private static final MethodHandle FORGET_STREAM;
  private static final MethodHandle STREAM_CAPACITY;
  private static final MethodHandle SEND_FIN;
  private static final MethodHandle SEND_DUE;
  private static final VarHandle FIN_SENT;
  private static final VarHandle CLOSE_REASON;
  private static final MethodHandle IDS;
  private static final VarHandle CONFIG;
  private static final MethodHandle CONFIG_ADDRESS;
  private static final MethodHandle SET_RESET_TOKEN;

  static {
    try {
      String prefix = QuicChannel.class.getPackageName() + ".";
      Class<?> codec = Class.forName(prefix + "QuicheQuicCodec");
      Class<?> channel = Class.forName(prefix + "QuicheQuicChannel");
      Class<?> stream = Class.forName(prefix + "QuicheQuicStreamChannel");
      var self = MethodHandles.lookup();
      var inBuilder = MethodHandles.privateLookupIn(QuicSslContextBuilder.class, self);
      var inCodec = MethodHandles.privateLookupIn(codec, self);
      var inChannel = MethodHandles.privateLookupIn(channel, self);
      SNI =
          inBuilder.findVirtual(
              QuicSslContextBuilder.class,
              "sni",
              MethodType.methodType(QuicSslContextBuilder.class, Mapping.class));
      CHANNEL_OF_ID =
          inCodec
              .findVirtual(codec, "getChannel", MethodType.methodType(channel, ByteBuffer.class))
              .asType(
                  MethodType.methodType(QuicChannel.class, ChannelHandler.class, ByteBuffer.class));
      CHANNELS_WITH_NEWS =
          inCodec.findVarHandle(codec, "needsFireChannelReadComplete", Queue.class);
      STREAMS_WANTED = inChannel.findVarHandle(channel, "recvStreamPending", boolean.class);
      FORGET_STREAM =
          inChannel
              .findVirtual(channel, "streamClosed", MethodType.methodType(void.class, long.class))
              .asType(MethodType.methodType(void.class, QuicChannel.class, long.class));
      Class<?> config = Class.forName(prefix + "QuicheConfig");
      Class<?> quiche = Class.forName(prefix + "Quiche");
      IDS =
          inChannel
              .findVirtual(channel, "sourceConnectionIds", MethodType.methodType(Set.class))
              .asType(MethodType.methodType(Set.class, QuicChannel.class));
      CONFIG = inCodec.findVarHandle(codec, "config", config);
      CONFIG_ADDRESS =
          MethodHandles.privateLookupIn(config, self)
              .findVirtual(config, "nativeAddress", MethodType.methodType(long.class))
              .asType(MethodType.methodType(long.class, Object.class));
      SET_RESET_TOKEN =
          MethodHandles.privateLookupIn(quiche, self)
              .findStatic(
                  quiche,
                  "quiche_config_set_stateless_reset_token",
                  MethodType.methodType(void.class, long.class, byte[].class));
      CLOSE_REASON =
          MethodHandles.privateLookupIn(QuicConnectionCloseEvent.class, self)
              .findVarHandle(QuicConnectionCloseEvent.class, "reason", byte[].class);
      SEND_FIN =
          inChannel
              .findVirtual(channel, "streamSendFin", MethodType.methodType(void.class, long.class))
              .asType(MethodType.methodType(void.class, QuicChannel.class, long.class));
      SEND_DUE =
          inChannel
              .findVirtual(channel, "connectionSendAndFlush", MethodType.methodType(void.class))
              .asType(MethodType.methodType(void.class, QuicChannel.class));
      FIN_SENT =
          MethodHandles.privateLookupIn(stream, self)
              .findVarHandle(stream, "finSent", boolean.class);
      STREAM_CAPACITY =
          inChannel
              .findVirtual(channel, "streamCapacity", MethodType.methodType(long.class, long.class))
              .asType(MethodType.methodType(long.class, QuicChannel.class, long.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private QuicheInternals() {}

  /**
   * Chooses the server's context by name and keeps client authentication. The public {@code
   * buildForServerWithSni} uses an outer context that asks for no client certificate, which the
   * inner contexts cannot undo: everybody would be let in.
   */
  static void sni(QuicSslContextBuilder builder, Mapping<String, QuicSslContext> contexts) {
    try {
      var ignored = (QuicSslContextBuilder) SNI.invokeExact(builder, (Mapping<?, ?>) contexts);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** The connection of a codec that answers to a connection id. */
  static @Nullable QuicChannel channelOf(ChannelHandler codec, ByteBuffer id) {
    try {
      return (QuicChannel) CHANNEL_OF_ID.invokeExact(codec, id);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** The connections of a codec that have received something since the last batch was completed. */
  @SuppressWarnings("unchecked") // the field's type, seen in the library's source
  static Queue<? extends QuicChannel> channelsWithNews(ChannelHandler codec) {
    return (Queue<? extends QuicChannel>) CHANNELS_WITH_NEWS.get(codec);
  }

  /** Makes the next packets only collect stream data, until the next {@code channel.read()}. */
  static void collectOnly(QuicChannel channel) {
    STREAMS_WANTED.set(channel, false);
  }

  /** Removes a stream that ended without its peer's FIN, which the codec would keep for good. */
  static void forgetStream(QuicChannel channel, long id) {
    try {
      FORGET_STREAM.invokeExact(channel, id);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /**
   * Keeps the codec from sending the FIN that it sends when a channel is closed, after a reset too.
   * A peer that gets the FIN but not the packet before it, with the reset, would take the stream
   * for complete.
   */
  static void neverFin(QuicStreamChannel stream) {
    FIN_SENT.set(stream, true);
  }

  /** Sends the FIN of a stream, also once more. */
  static void sendFin(QuicChannel channel, long id) {
    try {
      SEND_FIN.invokeExact(channel, id);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /**
   * Sends what is due by now, timers included. Not while the connection handles what it has
   * received.
   *
   * <p>The codec looks at its timer after it has sent. If that has expired meanwhile, as the event
   * loop was busy, probes are due and not sent: hence twice.
   */
  static void sendDue(QuicChannel channel) {
    try {
      SEND_DUE.invokeExact(channel);
      SEND_DUE.invokeExact(channel);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /**
   * How much a stream can take, in bytes; negative once the peer has asked to stop sending, {@link
   * #NO_SUCH_STREAM} when the library is done with it or has not heard of it.
   */
  static long streamCapacity(QuicChannel channel, long id) {
    try {
      return (long) STREAM_CAPACITY.invokeExact(channel, id);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /**
   * Why the peer closed a connection, as UTF-8; the public method fails where there is no reason.
   */
  static String closeReason(QuicConnectionCloseEvent event) {
    byte @Nullable [] reason = (byte[]) CLOSE_REASON.get(event);
    return reason == null ? "" : new String(reason, StandardCharsets.UTF_8);
  }

  /** Our ids on a connection that is being accepted. */
  @SuppressWarnings("unchecked") // the method's type, seen in the library's source
  static Set<ByteBuffer> idsOf(QuicChannel channel) {
    try {
      return (Set<ByteBuffer>) IDS.invokeExact(channel);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /**
   * Announces a stateless reset token to the peers of connections that the codec accepts from now
   * on: the library has one per codec, and one per connection is needed.
   */
  static void resetToken(ChannelHandler codec, byte[] token) {
    try {
      SET_RESET_TOKEN.invokeExact((long) CONFIG_ADDRESS.invokeExact(CONFIG.get(codec)), token);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  private static IllegalStateException broken(Throwable e) {
    return new IllegalStateException("the QUIC codec refused a call", e);
  }
}
