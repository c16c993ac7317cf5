package connet.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ProxyHeaderTest {
  private static final HexFormat HEX = HexFormat.of();

  private static Stream<JsonObject> vectors() {
    return Vectors.read("proxy-protocol.json").getAsJsonArray("headers").asList().stream()
        .map(JsonElement::getAsJsonObject);
  }

  private static boolean isTcp(JsonObject vector, String side) {
    return vector.get(side).isJsonPrimitive() && vector.get(side).getAsString().startsWith("tcp ");
  }

  private static boolean isRefused(JsonObject vector) {
    return vector.get("v1").getAsString().startsWith("error");
  }

  @TestFactory
  Stream<DynamicTest> headersAreThoseOfTheExistingNetwork() {
    return vectors()
        .filter(vector -> isTcp(vector, "source") && isTcp(vector, "destination"))
        .filter(vector -> !isRefused(vector))
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    vector.get("case").getAsString(),
                    () -> {
                      InetSocketAddress from = address(vector, "source");
                      InetSocketAddress to = address(vector, "destination");
                      assertEquals(
                          vector.get("v1").getAsString(), HEX.formatHex(ProxyHeader.v1(from, to)));
                      assertEquals(
                          vector.get("v2").getAsString(), HEX.formatHex(ProxyHeader.v2(from, to)));
                    }));
  }

  /** Our sources accept TCP only, so all that is not TCP is told as nothing. */
  @TestFactory
  Stream<DynamicTest> headersWithoutTcpAddressesTellNothing() {
    return vectors()
        .filter(vector -> !isTcp(vector, "source") || !isTcp(vector, "destination"))
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    vector.get("case").getAsString(),
                    () -> {
                      assertEquals(vector.get("v1").getAsString(), HEX.formatHex(ProxyHeader.v1()));
                      if (vector.get("v2").getAsString().length() == 32) {
                        assertEquals(
                            vector.get("v2").getAsString(), HEX.formatHex(ProxyHeader.v2()));
                      }
                    }));
  }

  @Test
  void anIpv4AddressIsMappedWhereTheOtherIsIpv6() throws Exception {
    var from = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 51_234);
    var to = new InetSocketAddress(InetAddress.ofLiteral("2001:db8::2"), 443);
    for (byte[] header : new byte[][] {ProxyHeader.v1(from, to), ProxyHeader.v2(from, to)}) {
      HAProxyMessage message = parse(header);
      assertEquals(
          new InetSocketAddress(InetAddress.getByName(message.sourceAddress()), 51_234), from);
      assertEquals(
          new InetSocketAddress(InetAddress.getByName(message.destinationAddress()), 443), to);
      message.release();
    }
  }

  private static HAProxyMessage parse(byte[] header) {
    var channel = new EmbeddedChannel(new HAProxyMessageDecoder());
    channel.writeInbound(Unpooled.wrappedBuffer(header));
    return channel.readInbound();
  }

  private static InetSocketAddress address(JsonObject vector, String side)
      throws UnknownHostException {
    String text = vector.get(side).getAsString().substring("tcp ".length());
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, colon).replace("[", "").replace("]", "");
    int port = Integer.parseInt(text.substring(colon + 1));
    int zone = host.indexOf('%');
    InetAddress ip =
        zone < 0
            ? InetAddress.ofLiteral(host)
            : Inet6Address.getByAddress(
                null, InetAddress.ofLiteral(host.substring(0, zone)).getAddress(), 2);
    return new InetSocketAddress(ip, port);
  }
}
