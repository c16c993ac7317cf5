package connet.app.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Facts about the existing network's programs, as they were found by running them. */
final class Vectors {
  static final JsonObject CONFIG = read("urls-config.json");

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

  static List<JsonObject> list(String name) {
    return list(CONFIG, name);
  }

  static List<JsonObject> list(JsonObject object, String name) {
    return object.getAsJsonArray(name).asList().stream().map(JsonElement::getAsJsonObject).toList();
  }

  static String text(JsonObject object, String name) {
    return object.has(name) ? object.get(name).getAsString() : "";
  }

  static boolean accepted(JsonObject vector) {
    return text(vector, "verdict").equals("accept");
  }

  /** Whether a kind takes what is given; an empty text is taken by all, as if it were not there. */
  static boolean takes(Kind<?> kind, Object raw) {
    try {
      if (!raw.equals("")) {
        kind.read(raw);
      }
      return true;
    } catch (BadValueException e) {
      return false;
    }
  }
}
