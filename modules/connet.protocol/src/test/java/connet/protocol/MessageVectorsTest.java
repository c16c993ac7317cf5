package connet.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every message of the existing network, byte for byte. */
final class MessageVectorsTest {
  private static final JsonObject FRAMES = Vectors.read("frames.json");

  /**
   * What the existing network's messages can say and ours refuse, with the error code that answers
   * it.
   */
  private static final Map<String, Integer> MALFORMED =
      Map.ofEntries(
          Map.entry("client-control AuthenticateResp: empty", 100),
          Map.entry("client-control Request: announce, endpoint with empty name, empty peer", 200),
          Map.entry("client-control Request: announce, empty", 200),
          Map.entry("client-control Request: announce, unknown role 7", 102),
          Map.entry("client-control Request: relay, empty", 300),
          Map.entry("client-control Request: neither (unknown request)", 1),
          // The announce counts, and has no role.
          Map.entry("client-control Request: both at once (the reference takes announce)", 102),
          Map.entry("client-control Response: neither (unexpected response)", 1),
          Map.entry(
              "relay-control AuthenticateReq: no addresses, key of 31 bytes (the reference refuses"
                  + " the key)",
              100));

  /** Messages that ours read into something else: what their tests below say. */
  private static final Set<String> READ_LENIENTLY =
      Set.of(
          "client-control Response: announce, a peer without peer data",
          "client-control Response: relays, two, several addresses (names, IPv4, bracketed and bare"
              + " IPv6, no port)");

  /** Messages that ours read but write in another form. */
  private static final Set<String> WRITTEN_OTHERWISE =
      Set.of(
          // Ours write IPv4 for an IPv4-mapped address.
          "client-control AuthenticateResp: public IPv4-mapped IPv6",
          "client-control Request: announce, destination, everything",
          "client-control Response: announce, three peers",
          // Ours write no more than the error that counts.
          "client-control Response: error and announce at once (the error counts)",
          // Ours write IPv6 without brackets.
          "relay-control AuthenticateReq: all fields");

  private static String name(JsonObject vector) {
    return kindName(vector) + ": " + Vectors.text(vector, "case");
  }

  private static String kindName(JsonObject vector) {
    return Vectors.text(vector, "conversation") + " " + Vectors.text(vector, "message");
  }

  private static Stream<DynamicTest> forEach(
      List<JsonObject> vectors, ThrowingConsumer<JsonObject> test) {
    assertTrue(!vectors.isEmpty());
    return vectors.stream().map(v -> DynamicTest.dynamicTest(name(v), () -> test.accept(v)));
  }

  interface ThrowingConsumer<T> {
    void accept(T value) throws Exception;
  }

  @TestFactory
  Stream<DynamicTest> everyMessageIsReadAndWritten() {
    return forEach(Vectors.list(FRAMES, "messages"), MessageVectorsTest::readAndWrite);
  }

  private static void readAndWrite(JsonObject vector) throws IOException {
    MessageKind kind = MessageKind.named(kindName(vector));
    byte[] body = Vectors.hex(vector, "protobuf");
    // The protobuf beneath keeps every field, whatever ours make of it.
    assertArrayEquals(body, kind.parser().parseFrom(body).toByteArray());

    Integer errorCode = MALFORMED.get(name(vector));
    if (errorCode != null) {
      assertEquals(
          errorCode,
          assertThrows(MalformedMessageException.class, () -> kind.decode(body)).errorCode());
      return;
    }
    if (READ_LENIENTLY.contains(name(vector))) {
      return;
    }
    Object message = kind.of(vector.getAsJsonObject("fields"));
    assertEquals(message, kind.decode(body));
    assertEquals(message.hashCode(), kind.decode(body).hashCode());
    byte[] written = kind.encode(message);
    if (WRITTEN_OTHERWISE.contains(name(vector))) {
      assertEquals(message, kind.decode(written));
    } else {
      assertArrayEquals(body, written);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyMessageIsFramedBothWays() {
    return forEach(
        Vectors.list(FRAMES, "messages"),
        vector -> {
          byte[] body = Vectors.hex(vector, "protobuf");
          checkFrame(Framing.LENGTH_8, body, Vectors.hex(vector, "frame8"));
          checkFrame(Framing.LENGTH_4, body, Vectors.hex(vector, "frame4"));
        });
  }

  private static void checkFrame(Framing framing, byte[] body, byte[] frame) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    framing.write(out, body);
    assertArrayEquals(frame, out.toByteArray());
    assertArrayEquals(body, framing.read(new ByteArrayInputStream(frame), Framing.MAX));
  }

  @Test
  void theListsOfExceptionsNameVectors() {
    Set<String> names = new HashSet<>();
    Vectors.list(FRAMES, "messages").forEach(v -> names.add(name(v)));
    assertTrue(names.containsAll(MALFORMED.keySet()));
    assertTrue(names.containsAll(READ_LENIENTLY));
    assertTrue(names.containsAll(WRITTEN_OTHERWISE));
  }

  @Test
  void aPeerWithoutItsDataIsLeftOut() throws IOException {
    byte[] body = body("client-control Response: announce, a peer without peer data");
    assertEquals(new ClientResponse.Announced(List.of(), 1), ClientResponse.decode(body));
  }

  @Test
  void addressesThatCannotBeDialedAndARelayWithoutCertificateAreLeftOut() throws IOException {
    byte[] body =
        body(
            "client-control Response: relays, two, several addresses (names, IPv4, bracketed and"
                + " bare IPv6, no port)");
    ClientResponse.Relays relays = (ClientResponse.Relays) ClientResponse.decode(body);
    assertEquals(2, relays.malformedEntries());
    assertEquals(1, relays.relays().size());
    assertEquals(
        List.of(
            new HostPort("relay.example.org", 19191),
            new HostPort("192.0.2.1", 19191),
            new HostPort("2001:db8::2", 65535),
            new HostPort("2001:db8::2", 1)),
        relays.relays().getFirst().addresses());
  }

  private static byte[] body(String name) {
    return Vectors.list(FRAMES, "messages").stream()
        .filter(vector -> name(vector).equals(name))
        .map(vector -> Vectors.hex(vector, "protobuf"))
        .findFirst()
        .orElseThrow();
  }
}
