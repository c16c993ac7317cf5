package connet.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import connet.client.LoadBalancing;
import connet.control.NamePattern;
import connet.protocol.AddressRules;
import connet.protocol.Bytes;
import connet.protocol.Cidr;
import connet.protocol.HostPort;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of single keys, with the verdicts of the existing network's programs. */
class ValueVectorsTest {
  static Stream<JsonObject> durations() {
    return Vectors.list("durations").stream();
  }

  @ParameterizedTest
  @MethodSource("durations")
  void durationsAreThose(JsonObject vector) {
    String text = Vectors.text(vector, "value");
    try {
      Duration duration = GoDuration.parse(text);
      assertTrue(Vectors.accepted(vector), text);
      assertEquals(vector.get("nanoseconds").getAsLong(), duration.toNanos(), text);
    } catch (BadValueException e) {
      assertFalse(Vectors.accepted(vector), e.why());
    }
  }

  static Stream<JsonObject> cidrs() {
    return Vectors.list("cidrs").stream();
  }

  @ParameterizedTest
  @MethodSource("cidrs")
  void rangesOfAddressesAreThose(JsonObject vector) {
    String text = Vectors.text(vector, "value");
    try {
      Cidr range = Cidr.parse(text);
      assertTrue(Vectors.accepted(vector), text);
      assertEquals(Vectors.text(vector, "prefix"), range.toString());
      assertEquals(Vectors.text(vector, "network"), range.network().toString());
      assertEquals(range, Cidr.parse(range.toString()));
    } catch (IllegalArgumentException e) {
      assertFalse(Vectors.accepted(vector), text);
    }
  }

  static Stream<JsonObject> addressRules() {
    return Vectors.list("ip_restrictions").stream();
  }

  @ParameterizedTest
  @MethodSource("addressRules")
  void addressesAreLetInAsThere(JsonObject vector) {
    AddressRules rules = new AddressRules(ranges(vector, "allow"), ranges(vector, "deny"));
    InetAddress address = InetAddress.ofLiteral(Vectors.text(vector, "address"));
    assertEquals(vector.get("allowed").getAsBoolean(), rules.allows(address));
  }

  private static List<Cidr> ranges(JsonObject vector, String name) {
    return vector.getAsJsonArray(name).asList().stream()
        .map(range -> Cidr.parse(range.getAsString()))
        .toList();
  }

  static Stream<JsonObject> names() {
    return Vectors.list("name_restrictions").stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void namesMatchAsThere(JsonObject vector) {
    try {
      NamePattern pattern = NamePattern.parse(Vectors.text(vector, "name-matches"));
      assertTrue(Vectors.accepted(vector));
      boolean allowed = vector.get("allowed").getAsBoolean();
      assertEquals(allowed, pattern.matches(Vectors.text(vector, "endpoint")));
    } catch (IllegalArgumentException e) {
      assertFalse(Vectors.accepted(vector), e.getMessage());
    }
  }

  static Stream<Arguments> words() {
    return Stream.of(
        Arguments.of("role_matches", Kinds.ROLE),
        Arguments.of("nat_pmp", Kinds.PORT_MAPPING),
        Arguments.of("routes_source", Kinds.ROUTE),
        Arguments.of("routes_destination", Kinds.ROUTE),
        Arguments.of("proxy_proto_version", Kinds.PROXY),
        Arguments.of("lb_policy", Kinds.POLICY),
        Arguments.of("lb_retry", Kinds.RETRY),
        Arguments.of("log_level", Keys.LOG_LEVEL.kind()),
        Arguments.of("log_format", Keys.LOG_FORMAT.kind()));
  }

  @ParameterizedTest
  @MethodSource("words")
  void wordsAreThose(String name, Kind<?> kind) {
    for (JsonObject vector : Vectors.list(name)) {
      String text = Vectors.text(vector, "value");
      assertEquals(Vectors.accepted(vector), Vectors.takes(kind, text), name + " " + text);
    }
  }

  @Test
  void encryptionsAreThose() {
    for (String name : List.of("relay_encryptions_source", "relay_encryptions_destination")) {
      for (JsonObject vector : Vectors.list(name)) {
        String text = Vectors.text(vector, "value");
        List<String> items = Arrays.asList(text.split(",", -1));
        assertEquals(Vectors.accepted(vector), Vectors.takes(Kinds.ENCRYPTION_LIST, items), text);
      }
    }
  }

  @Test
  void retriesHaveTheSameMaximum() throws BadValueException {
    for (JsonObject vector :
        Vectors.list(Vectors.CONFIG.getAsJsonObject("lb_retry_max"), "cases")) {
      String retry = Vectors.text(vector, "lb-retry");
      LoadBalancing balancing =
          new LoadBalancing(
              LoadBalancing.Policy.NONE,
              retry.isEmpty() ? LoadBalancing.Retry.NEVER : Kinds.RETRY.read(retry),
              vector.get("lb-retry-max").getAsInt());
      assertEquals(vector.get("effective_max").getAsInt(), balancing.effectiveMax(), retry);
    }
  }

  @Test
  void resetKeysAreThose() {
    for (JsonObject vector : Vectors.list("stateless_reset_key")) {
      String text = Vectors.text(vector, "value");
      try {
        if (!text.isEmpty()) {
          Bytes key = Kinds.RESET_KEY.read(text);
          assertEquals(Vectors.text(vector, "key"), HexFormat.of().formatHex(key.toArray()), text);
        }
        assertTrue(Vectors.accepted(vector), text);
      } catch (BadValueException e) {
        assertFalse(Vectors.accepted(vector), text);
        assertFalse(e.why().contains(text), "quotes a secret");
      }
    }
  }

  static Stream<JsonObject> listenAddresses() {
    return Vectors.list("listen_addresses").stream();
  }

  @ParameterizedTest
  @MethodSource("listenAddresses")
  void addressesToListenOnAreThose(JsonObject vector) {
    String text = Vectors.text(vector, "value");
    try {
      if (!text.isEmpty()) {
        assertEquals(Vectors.text(vector, "is"), Kinds.LOCAL.read(text).toString());
      }
      assertTrue(Vectors.accepted(vector), text);
    } catch (BadValueException e) {
      assertFalse(Vectors.accepted(vector), e.why());
    }
  }

  static Stream<JsonObject> serverAddresses() {
    return Vectors.list("server_addr").stream();
  }

  /** Where there is no host it is ours that is localhost; theirs is the system's choice. */
  @ParameterizedTest
  @MethodSource("serverAddresses")
  void addressesOfServersAreThose(JsonObject vector) {
    String text = Vectors.text(vector, "value");
    try {
      if (!text.isEmpty()) {
        Address address = Kinds.SERVER.read(text);
        String dials = Vectors.text(vector, "dials");
        int port = Integer.parseInt(dials.substring(dials.lastIndexOf(':') + 1));
        assertEquals(port == 0 ? 19_190 : port, address.port(), text);
        String name = Vectors.text(vector, "server_name");
        assertEquals(name.isEmpty() ? "localhost" : name, address.host(), text);
      }
      assertTrue(Vectors.accepted(vector), text);
    } catch (BadValueException e) {
      assertFalse(Vectors.accepted(vector), e.why());
    }
  }

  /** An IPv6 host loses its brackets: those that have them cannot be reached. */
  @ParameterizedTest
  @MethodSource("publicAddresses")
  void publicAddressesOfRelaysAreThose(JsonObject vector, String listen) {
    String text = Vectors.text(vector, "value");
    try {
      HostPort address = Kinds.HOSTPORTS.read(List.of(text)).getFirst();
      assertTrue(Vectors.accepted(vector), text);
      int colon = listen.lastIndexOf(':');
      String host = address.host().isEmpty() ? listen.substring(0, colon) : address.host();
      int port = Integer.parseInt(listen.substring(colon + 1));
      HostPort filled =
          new HostPort(
              host.isEmpty() ? "localhost" : host, address.port() == 0 ? port : address.port());
      assertEquals(
          new HostPort(Vectors.text(vector, "host"), vector.get("port").getAsInt()), filled, text);
    } catch (BadValueException e) {
      assertFalse(Vectors.accepted(vector), e.why());
    }
  }

  static Stream<Arguments> publicAddresses() {
    JsonObject vectors = Vectors.CONFIG.getAsJsonObject("relay_hostports");
    return Stream.concat(
        Vectors.list(vectors, "listen_any").stream().map(v -> Arguments.of(v, ":19191")),
        Vectors.list(vectors, "listen_192_0_2_9_port_20000").stream()
            .map(v -> Arguments.of(v, "192.0.2.9:20000")));
  }

  @Test
  void everyVectorIsHere() {
    assertEquals(new JsonArray(), Vectors.CONFIG.getAsJsonArray("differs_in_0_15_3"));
    assertEquals(29, Vectors.CONFIG.size(), Vectors.CONFIG.keySet().toString());
  }
}
