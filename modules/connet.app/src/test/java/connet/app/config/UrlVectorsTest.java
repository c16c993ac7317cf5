package connet.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** URLs of destinations and sources, with the verdicts of the existing network's programs. */
class UrlVectorsTest {
  static Stream<JsonObject> urls() {
    return Vectors.list("urls").stream();
  }

  @ParameterizedTest
  @MethodSource("urls")
  void aDestinationIsUnderstoodAsThere(JsonObject vector) {
    JsonObject expected = vector.getAsJsonObject("destination");
    try {
      EndpointUrl url = EndpointUrl.parse(Vectors.text(vector, "url"));
      ServiceUrls.checkDestination(url);
      assertTrue(Vectors.accepted(expected), url.toString());
      assertEquals(Vectors.text(expected, "kind"), url.scheme());
      switch (url.scheme()) {
        case "tcp", "tls" -> assertEquals(Vectors.text(expected, "dials"), url.host());
        case "file" -> assertEquals(Vectors.text(expected, "serves"), url.folder());
        default -> {
          assertEquals(Vectors.text(expected, "forwards_to_host"), url.host());
          assertEquals(Vectors.text(expected, "base_path"), url.path());
          assertEquals(Vectors.text(expected, "base_query"), url.query());
        }
      }
    } catch (BadValueException e) {
      assertFalse(Vectors.accepted(expected), e.why());
    }
  }

  @ParameterizedTest
  @MethodSource("urls")
  void aSourceIsUnderstoodAsThere(JsonObject vector) {
    JsonObject expected = vector.getAsJsonObject("source");
    try {
      EndpointUrl url = EndpointUrl.parse(Vectors.text(vector, "url"));
      ServiceUrls.checkSource(url);
      assertTrue(Vectors.accepted(expected), url.toString());
      assertEquals(Vectors.text(expected, "kind"), url.scheme());
      String listens = url.host().isEmpty() ? ":http" : url.host();
      assertEquals(Vectors.text(expected, "listens"), listens);
      if (expected.has("websocket_path")) {
        String path = url.path().isEmpty() ? "/" : url.path();
        assertEquals(Vectors.text(expected, "websocket_path"), path);
      }
      if (expected.has("base_path")) {
        assertEquals(Vectors.text(expected, "base_path"), url.path());
      }
    } catch (BadValueException e) {
      assertFalse(Vectors.accepted(expected), e.why());
    }
  }
}
