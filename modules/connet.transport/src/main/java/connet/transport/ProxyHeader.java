package connet.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * What tells a service who has connected to somebody that connects to it in turn: the HAProxy
 * project's PROXY protocol. The header is the first thing on a connection.
 */
public final class ProxyHeader {
  /** How an IPv4 address is written among IPv6 ones (RFC 4291, section 2.5.5.2). */
  private static final String MAPPED = "::ffff:";

  private ProxyHeader() {}

  /**
   * Version 1, a line of text.
   *
   * @param from who has connected
   * @param to the address to which he has
   */
  public static byte[] v1(InetSocketAddress from, InetSocketAddress to) {
    boolean v4 = isV4(from) && isV4(to);
    // The existing network maps no destination here; the codec would refuse the mixture.
    String destination = NetUtil.toAddressString(to.getAddress());
    return String.join(
            " ",
            "PROXY",
            v4 ? "TCP4" : "TCP6",
            text(from, v4),
            destination,
            from.getPort() + "",
            to.getPort() + "\r\n")
        .getBytes(US_ASCII);
  }

  /** Version 1 that tells nothing. */
  public static byte[] v1() {
    return "PROXY UNKNOWN\r\n".getBytes(US_ASCII);
  }

  /**
   * Version 2, binary.
   *
   * @param from who has connected
   * @param to the address to which he has
   */
  public static byte[] v2(InetSocketAddress from, InetSocketAddress to) {
    boolean v4 = isV4(from) && isV4(to);
    return encode(
        new HAProxyMessage(
            HAProxyProtocolVersion.V2,
            HAProxyCommand.PROXY,
            v4 ? HAProxyProxiedProtocol.TCP4 : HAProxyProxiedProtocol.TCP6,
            text(from, v4),
            text(to, v4),
            from.getPort(),
            to.getPort()));
  }

  /** Version 2 that tells nothing. */
  public static byte[] v2() {
    return encode(
        new HAProxyMessage(
            HAProxyProtocolVersion.V2,
            HAProxyCommand.LOCAL,
            HAProxyProxiedProtocol.UNKNOWN,
            null,
            null,
            0,
            0));
  }

  private static boolean isV4(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address;
  }

  /** Without the zone, which says nothing to others. */
  private static String text(InetSocketAddress address, boolean v4) {
    InetAddress ip = address.getAddress();
    return (ip instanceof Inet4Address && !v4 ? MAPPED : "") + NetUtil.toAddressString(ip);
  }

  private static byte[] encode(HAProxyMessage message) {
    var channel = new EmbeddedChannel(HAProxyMessageEncoder.INSTANCE);
    try {
      channel.writeOutbound(message);
      ByteBuf encoded = channel.readOutbound();
      try {
        return ByteBufUtil.getBytes(encoded);
      } finally {
        encoded.release();
      }
    } finally {
      channel.finishAndReleaseAll();
    }
  }
}
