package connet.transport;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How a {@link QuicSocket} is bound. */
public final class SocketSettings {
  /** Length of a reset key, in bytes. */
  public static final int RESET_KEY_LENGTH = 32;

  /** As the existing network's programs allow for a handshake. */
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(5);

  private final InetSocketAddress address;
  private final byte[] resetKey;
  private final Duration handshakeTimeout;

  /**
   * Checks the length of the key and takes a copy of it.
   *
   * @param address the UDP address; a wildcard address takes IPv4 and IPv6, port 0 any free port
   * @param resetKey 32 secret bytes from which stateless reset tokens (RFC 9000, section 10.3) are
   *     derived; when they outlive a restart, peers notice the restart at once instead of after the
   *     idle timeout
   */
  public SocketSettings(InetSocketAddress address, byte[] resetKey) {
    this(address, resetKey, HANDSHAKE_TIMEOUT);
  }

  private SocketSettings(InetSocketAddress address, byte[] resetKey, Duration handshakeTimeout) {
    if (resetKey.length != RESET_KEY_LENGTH) {
      throw new IllegalArgumentException(
          "resetKey has " + resetKey.length + " bytes, " + RESET_KEY_LENGTH + " are needed");
    }
    this.address = address;
    this.resetKey = resetKey.clone();
    this.handshakeTimeout = handshakeTimeout;
  }

  /**
   * Settings of one of several sockets of the same owner. Each has a reset key of its own, which is
   * the same after a restart: with a shared key one would answer for the connections of another.
   *
   * @param number of the socket, from 0; the first one has the key as it is
   */
  public static SocketSettings numbered(InetSocketAddress address, byte[] resetKey, int number) {
    if (number == 0) {
      return new SocketSettings(address, resetKey);
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(resetKey, "HmacSHA256"));
      byte[] label = ("connet socket " + number).getBytes(StandardCharsets.US_ASCII);
      return new SocketSettings(address, mac.doFinal(label));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }

  /**
   * Settings with a random reset key, for sockets whose peers need not notice a restart at once.
   */
  public static SocketSettings at(InetSocketAddress address) {
    byte[] key = new byte[RESET_KEY_LENGTH];
    new SecureRandom().nextBytes(key);
    return new SocketSettings(address, key);
  }

  /**
   * The same with another time that handshakes may take which others begin, 5 s otherwise.
   *
   * @param timeout more than zero
   */
  public SocketSettings withHandshakeTimeout(Duration timeout) {
    return new SocketSettings(address, resetKey, timeout);
  }

  /** How long handshakes may take that others begin. */
  public Duration handshakeTimeout() {
    return handshakeTimeout;
  }

  /** The UDP address to bind. */
  public InetSocketAddress address() {
    return address;
  }

  /** A copy of the secret key. */
  public byte[] resetKey() {
    return resetKey.clone();
  }

  /** The address only: the key is a secret. */
  @Override
  public String toString() {
    return "SocketSettings[" + address + "]";
  }
}
