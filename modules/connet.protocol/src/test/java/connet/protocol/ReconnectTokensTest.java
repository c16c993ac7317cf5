package connet.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.gson.JsonObject;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class ReconnectTokensTest {
  private static final JsonObject VECTORS = Vectors.read("reconnect-tokens.json");
  private static final Bytes SECRET = Vectors.bytes(VECTORS, "secret");

  @TestFactory
  Stream<DynamicTest> tokensOfTheExistingNetworkAreSealedAndOpened() {
    return Vectors.list(VECTORS, "tokens").stream()
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    Vectors.text(vector, "case"),
                    () -> {
                      String id = Vectors.text(vector, "id");
                      Bytes token = Vectors.bytes(vector, "token");
                      assertEquals(
                          token, ReconnectTokens.seal(SECRET, id, Vectors.bytes(vector, "nonce")));
                      assertEquals(Optional.of(id), ReconnectTokens.open(SECRET, token));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> tokensThatDoNotOpenGiveNoId() {
    return Vectors.list(VECTORS, "refused").stream()
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    Vectors.text(vector, "case"),
                    () ->
                        assertEquals(
                            Optional.empty(),
                            ReconnectTokens.open(SECRET, Vectors.bytes(vector, "token")))));
  }

  @Test
  void everySealIsAnother() {
    SecureRandom random = new SecureRandom();
    Bytes token = ReconnectTokens.seal(SECRET, "id", random);
    assertNotEquals(token, ReconnectTokens.seal(SECRET, "id", random));
    assertEquals(Optional.of("id"), ReconnectTokens.open(SECRET, token));
    assertEquals(
        Optional.empty(), ReconnectTokens.open(Vectors.bytes(VECTORS, "other_secret"), token));
  }

  @Test
  void whatIsNoTextIsNoId() {
    Bytes token =
        Bytes.of(SecretBox.seal(SECRET, new byte[SecretBox.NONCE], new byte[] {(byte) 0xff}));
    assertEquals(Optional.empty(), ReconnectTokens.open(SECRET, token));
  }
}
