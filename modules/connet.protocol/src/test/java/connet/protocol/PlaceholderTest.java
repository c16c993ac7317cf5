package connet.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

final class PlaceholderTest {
  @Test
  void messagesAreEncoded() {
    String name =
        JsonParser.parseString("{\"name\": \"a\"}").getAsJsonObject().get("name").getAsString();
    assertArrayEquals(new byte[] {0x0a, 1, 'a'}, Placeholder.encoded(name));
  }
}
