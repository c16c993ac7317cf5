package connet.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Facts about the existing network, made by its own programs: JSON under {@code vectors}, bytes in
 * hex.
 */
final class Vectors {
  private Vectors() {}

  static JsonObject read(String name) {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
      return JsonParser.parseReader(
              new InputStreamReader(Objects.requireNonNull(in, name), StandardCharsets.UTF_8))
          .getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonObject> list(JsonObject object, String name) {
    JsonArray array = object.has(name) ? object.getAsJsonArray(name) : new JsonArray();
    return array.asList().stream().map(JsonElement::getAsJsonObject).toList();
  }

  static String text(JsonObject object, String name) {
    return object.has(name) ? object.get(name).getAsString() : "";
  }

  static int number(JsonObject object, String name) {
    return object.has(name) ? object.get(name).getAsInt() : 0;
  }

  static byte[] hex(JsonObject object, String name) {
    return HexFormat.of().parseHex(text(object, name));
  }

  static Bytes bytes(JsonObject object, String name) {
    return Bytes.of(hex(object, name));
  }

  static DerCertificate certificate(JsonObject object, String name) {
    return DerCertificate.of(hex(object, name));
  }

  static boolean accepted(JsonObject vector) {
    return text(vector, "verdict").equals("accept");
  }
}
