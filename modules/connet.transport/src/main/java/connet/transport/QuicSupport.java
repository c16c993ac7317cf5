package connet.transport;

import io.netty.incubator.codec.quic.Quic;

/** Tells whether QUIC can be used on this system. */
public final class QuicSupport {
  private QuicSupport() {}

  /** Returns whether the native QUIC library of this system was found and loaded. */
  public static boolean available() {
    return Quic.isAvailable();
  }
}
