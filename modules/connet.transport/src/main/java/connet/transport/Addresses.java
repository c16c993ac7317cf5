package connet.transport;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses and system errors as people read them. */
public final class Addresses {
  /** An address as Java writes it, after a reason. */
  private static final Pattern ADDRESS = Pattern.compile(": [^ /]*/[^ ]+:\\d+$");

  private static final Pattern EXCEPTION = Pattern.compile("\\b(\\w+\\.)+\\w+(Exception|Error): ");

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

  /**
   * The system's reason alone, without the name of the call and the address that Netty puts around
   * it.
   */
  static String why(@Nullable Throwable cause) {
    if (cause == null) {
      return "unknown error";
    }
    if (cause instanceof ClosedChannelException) {
      return "the socket is closed";
    }
    String message = cause.getMessage();
    return message == null
        ? cause.getClass().getSimpleName()
        : ADDRESS.matcher(words(reason(message))).replaceFirst("");
  }

  /** A message without the names of exceptions in it, as those about certificates have them. */
  private static String words(String message) {
    return EXCEPTION.matcher(message).replaceAll("");
  }

  private static String reason(String message) {
    int reason = message.indexOf("failed with error(-");
    if (reason < 0) {
      reason = message.indexOf("(..) failed: ");
      return reason < 0 ? message : message.substring(reason + "(..) failed: ".length());
    }
    int colon = message.indexOf("): ", reason);
    return colon < 0 ? message : message.substring(colon + 3);
  }
}
