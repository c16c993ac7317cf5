package connet.app.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever stands in a configuration, a message is the worst that comes of it. */
class MutatedValuesTest {
  private static final String LETTERS = "a:/[]%@?#.-0159\u00e4 \\$*(){}^+|\"'\u0000\n,";
  private final Random random = new Random(4);

  private List<String> seeds() {
    List<String> seeds = new ArrayList<>(List.of("", "%25", "a".repeat(4000), "%e4".repeat(1300)));
    for (String name : List.of("urls", "durations", "cidrs", "listen_addresses", "server_addr")) {
      for (JsonObject vector : Vectors.list(name)) {
        seeds.add(Vectors.text(vector, name.equals("urls") ? "url" : "value"));
      }
    }
    Vectors.list("name_restrictions").forEach(v -> seeds.add(Vectors.text(v, "name-matches")));
    return seeds;
  }

  private String mutated(String seed) {
    StringBuilder text = new StringBuilder(seed);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(text.length() + 1);
      char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, letter);
        case 1 -> text.replace(at, Math.min(at + 1, text.length()), String.valueOf(letter));
        default -> text.delete(at, Math.min(at + 1 + random.nextInt(3), text.length()));
      }
    }
    return text.toString();
  }

  @Test
  void everyValueIsTakenOrRefusedWithAMessage() {
    List<Kind<?>> kinds =
        List.of(
            Kinds.REMOTE,
            Kinds.SERVER,
            Kinds.LOCAL,
            Kinds.HOST,
            Kinds.FILE,
            Kinds.TOKEN,
            Kinds.DURATION,
            Kinds.METADATA,
            Kinds.RESET_KEY,
            Kinds.CIDRS,
            Kinds.HOSTPORTS,
            Kinds.NAMES,
            Kinds.URL);
    for (String seed : seeds()) {
      for (int i = 0; i < 40; i++) {
        String text = mutated(seed);
        for (Kind<?> kind : kinds) {
          read(kind, kind.form() == Kind.Form.LIST ? List.of(text) : text);
        }
      }
    }
  }

  private static void read(Kind<?> kind, Object raw) {
    try {
      if (kind.read(raw) instanceof EndpointUrl url) {
        understand(url);
      }
    } catch (BadValueException e) {
      assertFalse(e.why().isBlank());
    }
  }

  private static void understand(EndpointUrl url) throws BadValueException {
    assertFalse(url.toString().isEmpty());
    url.folder();
    url.hostname();
    url.port();
    Problems problems = new Problems();
    Reading reading = new Reading(Values.of(List.of()), Map.of(), problems);
    ServiceUrls.service(
        url, new EndpointFiles(reading, Tables.DESTINATIONS, EndpointKeys.DESTINATION));
  }

  @Test
  void everyFileIsTakenOrRefusedWithItsLine() {
    for (JsonObject vector : Vectors.list("documents")) {
      for (int i = 0; i < 200; i++) {
        Problems problems = new Problems();
        FileLayer.read("f.toml", mutated(Vectors.text(vector, "toml")), problems);
        for (String line : problems.lines()) {
          assertTrue(line.startsWith("f.toml:"), line);
        }
      }
    }
  }
}
