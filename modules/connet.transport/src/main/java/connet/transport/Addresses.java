package connet.transport;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Addresses and system errors as people read them. */
public final class Addresses {
  private Addresses() {}

  /** {@code 192.0.2.1:80}, {@code [2001:db8::1]:80}, {@code :80} for all addresses. */
  public static String show(InetSocketAddress address) {
    if (address.isUnresolved()) {
      return address.getHostString() + ":" + address.getPort();
    }
    if (address.getAddress().isAnyLocalAddress()) {
      return ":" + address.getPort();
    }
    String host = address.getAddress().getHostAddress();
    return address.getAddress() instanceof Inet6Address
        ? "[" + host + "]:" + address.getPort()
        : host + ":" + address.getPort();
  }

  /** The system's reason alone, without the name of the call that Netty puts before it. */
  static String why(@Nullable Throwable cause) {
    if (cause == null) {
      return "unknown error";
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    int reason = message.indexOf("failed with error(-");
    if (reason < 0) {
      reason = message.indexOf("(..) failed: ");
      return reason < 0 ? message : message.substring(reason + "(..) failed: ".length());
    }
    int colon = message.indexOf("): ", reason);
    return colon < 0 ? message : message.substring(colon + 3);
  }
}
