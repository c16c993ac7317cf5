package connet.transport;

import io.netty.buffer.ByteBuf;
import io.netty.incubator.codec.quic.QuicTokenHandler;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Address validation with Retry (RFC 9000, section 8.1): while many handshakes are half open, a
 * dialer must first prove that it receives packets at the address it claims. A token is eight bytes
 * of time, sixteen of HMAC over time, address and original destination id, then that id. Used on
 * the event loop only.
 */
final class RetryTokens implements QuicTokenHandler {
  private static final long LIFETIME_NANOS = 10_000_000_000L;
  private static final int MAC_LENGTH = 16;
  private static final int HEADER = Long.BYTES + MAC_LENGTH;

  private final Mac mac;
  private final BooleanSupplier underLoad;

  RetryTokens(byte[] key, BooleanSupplier underLoad) {
    this.underLoad = underLoad;
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }

  @Override
  public boolean writeToken(ByteBuf out, ByteBuf originalId, InetSocketAddress address) {
    if (!underLoad.getAsBoolean()) {
      return false;
    }
    byte[] id = bytes(originalId);
    long now = System.nanoTime();
    out.writeLong(now).writeBytes(sign(now, address, id)).writeBytes(id);
    return true;
  }

  @Override
  public int validateToken(ByteBuf token, InetSocketAddress address) {
    if (token.readableBytes() <= HEADER
        || token.readableBytes() > HEADER + ConnectionIds.MAX_LENGTH) {
      return -1;
    }
    long time = token.getLong(token.readerIndex());
    byte[] theirs = bytes(token.slice(token.readerIndex() + Long.BYTES, MAC_LENGTH));
    byte[] id = bytes(token.slice(token.readerIndex() + HEADER, token.readableBytes() - HEADER));
    long age = System.nanoTime() - time;
    boolean genuine = MessageDigest.isEqual(theirs, sign(time, address, id));
    return genuine && age >= 0 && age <= LIFETIME_NANOS ? HEADER : -1;
  }

  @Override
  public int maxTokenLength() {
    return HEADER + ConnectionIds.MAX_LENGTH;
  }

  private byte[] sign(long time, InetSocketAddress address, byte[] id) {
    mac.update(java.nio.ByteBuffer.allocate(Long.BYTES).putLong(0, time));
    mac.update(address.getAddress().getAddress());
    mac.update((byte) (address.getPort() >> 8));
    mac.update((byte) address.getPort());
    mac.update(id);
    return Arrays.copyOf(mac.doFinal(), MAC_LENGTH);
  }

  private static byte[] bytes(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.getBytes(buffer.readerIndex(), bytes);
    return bytes;
  }
}
