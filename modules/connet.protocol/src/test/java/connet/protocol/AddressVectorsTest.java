package connet.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import connet.protocol.wire.Model;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Addresses as the existing network reads them. */
final class AddressVectorsTest {
  /** What the existing network would try to dial, in vain, and ours refuse. */
  private static final Map<String, String> REFUSED =
      Map.of(
          ":19191", "no host",
          "noport:0", "no port",
          "x:70000", "no port is that large");

  /** What the existing network cannot dial, and ours can. */
  private static final Map<String, String> UNDERSTOOD =
      Map.of("[[2001:db8::2]]:19191", "[2001:db8::2]:19191");

  private static List<JsonObject> vectors() {
    return Vectors.list(Vectors.read("frames.json"), "addresses");
  }

  @TestFactory
  Stream<DynamicTest> addresses() {
    return vectors().stream()
        .filter(vector -> vector.has("verdict"))
        .map(
            vector ->
                DynamicTest.dynamicTest(Vectors.text(vector, "case"), () -> checkAddress(vector)));
  }

  private static void checkAddress(JsonObject vector) throws MalformedMessageException {
    Model.AddrPort wire = addrPort(vector.get("fields"));
    if (Vectors.accepted(vector)) {
      assertEquals(Vectors.text(vector, "unmapped"), text(Wire.address(wire, 200)));
    } else {
      assertEquals(
          200,
          assertThrows(MalformedMessageException.class, () -> Wire.address(wire, 200)).errorCode());
    }
  }

  private static Model.AddrPort addrPort(JsonElement fields) {
    Model.AddrPort.Builder wire = Model.AddrPort.newBuilder();
    if (fields.isJsonObject()) {
      JsonObject addrPort = fields.getAsJsonObject();
      wire.setPort(Vectors.number(addrPort, "port"));
      if (addrPort.has("addr")) {
        JsonObject addr = addrPort.getAsJsonObject("addr");
        wire.setAddr(
            Model.Addr.newBuilder()
                .setV4(ByteString.copyFrom(Vectors.hex(addr, "v4")))
                .setV6(ByteString.copyFrom(Vectors.hex(addr, "v6"))));
      }
    }
    return wire.build();
  }

  private static String text(InetSocketAddress address) {
    // The JDK writes IPv6 without leaving out the longest run of zeros; that of the vectors is
    // 2001:db8::1.
    String ip = address.getAddress().getHostAddress();
    return address.getAddress() instanceof Inet6Address
        ? "[" + ip.replace("2001:db8:0:0:0:0:0:1", "2001:db8::1") + "]:" + address.getPort()
        : ip + ":" + address.getPort();
  }

  @TestFactory
  Stream<DynamicTest> hostsAndPorts() {
    return vectors().stream()
        .filter(vector -> vector.has("joined"))
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    Vectors.text(vector, "joined"), () -> checkHostPort(vector)));
  }

  private static void checkHostPort(JsonObject vector) throws MalformedMessageException {
    JsonObject fields = vector.getAsJsonObject("fields");
    Model.HostPort wire =
        Model.HostPort.newBuilder()
            .setHost(Vectors.text(fields, "host"))
            .setPort(Vectors.number(fields, "port"))
            .build();
    String joined = Vectors.text(vector, "joined");
    if (REFUSED.containsKey(joined)) {
      assertThrows(MalformedMessageException.class, () -> HostPort.fromWire(wire, 300));
    } else {
      assertEquals(
          UNDERSTOOD.getOrDefault(joined, joined), HostPort.fromWire(wire, 300).toString());
    }
  }
}
