package connet.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class KeyExchangeTest {
  private static final JsonObject VECTORS = Vectors.read("dhxcp.json");
  private static final JsonObject SCHEDULE = VECTORS.getAsJsonObject("key_schedule");
  private static final JsonObject SOURCE = VECTORS.getAsJsonObject("source");
  private static final JsonObject DESTINATION = VECTORS.getAsJsonObject("destination");

  private static KeyExchange exchange(JsonObject side) throws GeneralSecurityException {
    return KeyExchange.begin(
        Vectors.text(side, "client_name"),
        leafKey(side),
        time(side, "unix_nanos"),
        RelayKeys.of(Vectors.bytes(side, "x25519_private")));
  }

  private static PrivateKey leafKey(JsonObject side) throws GeneralSecurityException {
    return KeyFactory.getInstance("Ed25519")
        .generatePrivate(
            new PKCS8EncodedKeySpec(Vectors.hex(side, "server_leaf_private_key_pkcs8")));
  }

  private static X509Certificate leaf(JsonObject side) throws GeneralSecurityException {
    return Vectors.certificate(side, "server_leaf").x509();
  }

  private static Instant time(JsonObject object, String name) {
    return Instant.EPOCH.plusNanos(object.get(name).getAsLong());
  }

  @Test
  void offersAreThoseOfTheExistingNetwork() throws Exception {
    for (JsonObject side : List.of(SOURCE, DESTINATION)) {
      assertEquals(
          new EcdhOffer(
              Vectors.text(side, "client_name"),
              Vectors.bytes(side, "key_time"),
              Vectors.bytes(side, "signature")),
          exchange(side).offer());
    }
  }

  @Test
  void bothSidesFindTheKeysOfTheExistingNetwork() throws Exception {
    var keys =
        new RelayedKeys(
            Vectors.bytes(SCHEDULE, "key_source_to_destination"),
            Vectors.bytes(SCHEDULE, "key_destination_to_source"));
    assertEquals(keys, exchange(SOURCE).asSource(Vectors.bytes(DESTINATION, "x25519_public")));
    assertEquals(keys, exchange(DESTINATION).asDestination(Vectors.bytes(SOURCE, "x25519_public")));
  }

  @Test
  void everyStepOfTheScheduleIsAsInTheExistingNetwork() {
    byte[] chaining = RelayedKeys.label("connet-chaining");
    assertEquals(
        Vectors.text(SCHEDULE, "ck1"),
        HexFormat.of()
            .formatHex(
                KeyedHash.derive(
                    Vectors.hex(SCHEDULE, "shared_secret"),
                    java.util.Arrays.copyOf(chaining, KeyedHash.LENGTH),
                    KeyedHash.LENGTH)));
    assertEquals(
        Vectors.text(SCHEDULE, "hk2"),
        HexFormat.of()
            .formatHex(
                KeyedHash.hash(
                    Vectors.hex(SCHEDULE, "hk1"), Vectors.hex(DESTINATION, "x25519_public"))));
  }

  @TestFactory
  Stream<DynamicTest> offersAreJudgedAsInTheExistingNetwork() {
    return Vectors.list(VECTORS, "negative_configs").stream()
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    Vectors.text(vector, "case"),
                    () -> {
                      if (Vectors.accepted(vector)) {
                        judge(vector);
                      } else {
                        assertThrows(GeneralSecurityException.class, () -> judge(vector));
                      }
                    }));
  }

  /** As a destination that knows of one source. */
  private static void judge(JsonObject vector) throws GeneralSecurityException {
    if (!vector.get("config").isJsonObject()) {
      throw new GeneralSecurityException("no offer: nothing to look at");
    }
    JsonObject config = vector.getAsJsonObject("config");
    var offer =
        new EcdhOffer(
            Vectors.text(config, "client_name"),
            Vectors.bytes(config, "key_time"),
            Vectors.bytes(config, "signature"));
    List<X509Certificate> announced =
        Vectors.text(vector, "case").equals("two announced peers share the name")
            ? List.of(leaf(SOURCE), sameName(SOURCE))
            : List.of(leaf(SOURCE));
    X509Certificate leaf = CertificateChecks.named(announced, offer.clientName());
    Bytes key = KeyExchange.check(offer, leaf, time(vector, "receiver_unix_nanos"));
    exchange(DESTINATION).asDestination(key);
  }

  private static X509Certificate sameName(JsonObject side) {
    String name = Vectors.text(side, "client_name");
    return SelfSigned.forHosts(List.of(name), Instant.now()).certificate();
  }

  @Test
  void everyExchangeHasAKeyOfItsOwn() throws Exception {
    var random = new SecureRandom();
    PrivateKey key = leafKey(SOURCE);
    assertNotEquals(
        KeyExchange.begin("name", key, Instant.EPOCH, random).offer(),
        KeyExchange.begin("name", key, Instant.EPOCH, random).offer());
  }

  @TestFactory
  Stream<DynamicTest> schemesAreSelectedAsInTheExistingNetwork() {
    return Vectors.list(Vectors.read("encryption-selection.json"), "cases").stream()
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    vector.get("destination") + " with " + vector.get("source"),
                    () ->
                        assertEquals(
                            Vectors.text(vector, "scheme"),
                            name(
                                EncryptionScheme.select(
                                    schemes(vector, "destination"), schemes(vector, "source"))))));
  }

  private static List<Integer> schemes(JsonObject vector, String side) {
    return vector.getAsJsonArray(side).asList().stream()
        .map(name -> List.of("none", "tls", "dhxcp").indexOf(name.getAsString()))
        .toList();
  }

  /** Empty where the vector has an error instead. */
  private static String name(java.util.OptionalInt scheme) {
    return scheme.isEmpty() ? "" : List.of("none", "tls", "dhxcp").get(scheme.getAsInt());
  }

  @Test
  void anUnknownSchemeCountsForNothing() {
    assertEquals(
        java.util.OptionalInt.of(EncryptionScheme.TLS),
        EncryptionScheme.select(List.of(EncryptionScheme.TLS), List.of(7, EncryptionScheme.TLS)));
    assertEquals(
        java.util.OptionalInt.empty(),
        EncryptionScheme.select(List.of(EncryptionScheme.NONE), List.of(7)));
  }
}
