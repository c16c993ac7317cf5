package connet.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import connet.app.cli.CommandLineParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole files, keys and flags, with the verdicts of the existing network's programs. */
class DocumentVectorsTest {
  @TempDir Path folder;

  static Stream<JsonObject> documents() {
    return Vectors.list("documents").stream();
  }

  /** What fails there only when it is run is refused here with the file, and with its line. */
  @ParameterizedTest
  @MethodSource("documents")
  void filesAreTakenAsThere(JsonObject vector) throws Exception {
    Path file = folder.resolve("connet.toml");
    Files.writeString(file, Vectors.text(vector, "toml"));
    Problems problems = new Problems();
    FileLayer.read(new Setting<>(file, new Origin.Flag("--config")), problems);
    boolean later = Vectors.text(vector, "case").startsWith("bad CIDR");
    assertEquals(
        Vectors.accepted(vector) && !later,
        problems.lines().isEmpty(),
        problems.lines().toString());
    for (String line : problems.lines()) {
      assertTrue(line.matches(".*connet\\.toml:[1-9]\\d*: .*"), line);
    }
  }

  @Test
  void everyKeyIsKnownWithItsType() {
    JsonObject tree = Vectors.CONFIG.getAsJsonObject("keys");
    Map<String, String> keys = new TreeMap<>();
    flatten("", tree, keys);
    assertTrue(keys.size() > 60, keys.toString());
    keys.forEach(
        (path, type) -> {
          Problems problems = new Problems();
          FileLayer.read("f.toml", toml(path, type), problems);
          assertEquals(List.of(), problems.lines(), toml(path, type));
          String wrong = toml(path, type.equals("boolean") ? "integer" : "boolean");
          FileLayer.read("f.toml", wrong, problems);
          assertFalse(problems.lines().isEmpty(), wrong);
        });
  }

  private static void flatten(String prefix, JsonObject tree, Map<String, String> keys) {
    for (Map.Entry<String, JsonElement> entry : tree.entrySet()) {
      String path = prefix.isEmpty() ? entry.getKey() : prefix + "/" + entry.getKey();
      if (entry.getValue().isJsonObject()) {
        flatten(path, entry.getValue().getAsJsonObject(), keys);
      } else {
        keys.put(path, entry.getValue().getAsString());
      }
    }
  }

  /** A file that sets this key alone. */
  private static String toml(String path, String type) {
    int last = path.lastIndexOf('/');
    String name = path.substring(last + 1);
    String line = name + " = " + value(name, type) + "\n";
    if (last < 0) {
      return line;
    }
    String table = path.substring(0, last).replace("<name>", "web");
    return table.endsWith("/(array of tables)")
        ? "[[" + table.substring(0, table.lastIndexOf('/')).replace('/', '.') + "]]\n" + line
        : "[" + table.replace('/', '.') + "]\n" + line;
  }

  private static String value(String name, String type) {
    return switch (type) {
      case "integer" -> "3";
      case "boolean" -> "true";
      case "duration" -> "'3s'";
      case "array of strings" -> "['" + word(name) + "']";
      default -> "'" + word(name) + "'";
    };
  }

  private static String word(String name) {
    return switch (name) {
      case "log-level" -> "fine";
      case "log-format" -> "json";
      case "nat-pmp" -> "dial";
      case "route" -> "relay";
      case "relay-encryptions" -> "dhxcp";
      case "proxy-proto-version" -> "v2";
      case "url" -> "tcp://localhost:1";
      case "lb-policy" -> "random";
      case "lb-retry" -> "all";
      case "allow-cidrs", "deny-cidrs" -> "10.0.0.0/8";
      case "role-matches" -> "source";
      case "direct-stateless-reset-key" -> "0".repeat(52);
      default -> name.endsWith("addr") ? "127.0.0.1:1" : "x";
    };
  }

  @Test
  void everyFlagIsKnown() {
    JsonObject commands = Vectors.CONFIG.getAsJsonObject("flags");
    for (Map.Entry<String, JsonElement> command : commands.entrySet()) {
      String word = command.getKey().startsWith("client") ? "" : command.getKey() + " ";
      for (Map.Entry<String, JsonElement> flag : command.getValue().getAsJsonObject().entrySet()) {
        assertTakes(word, flag.getKey(), flag.getValue().getAsString());
      }
    }
  }

  private void assertTakes(String command, String flag, String type) {
    String name = flag.substring(2);
    String plain = name.startsWith("dst-") || name.startsWith("src-") ? name.substring(4) : name;
    String value =
        switch (plain) {
          case "relay-encryption" -> "tls";
          case "endpoint-expiry-timeout", "handshake-idle-timeout" -> "3s";
          case "name" -> "web";
          default -> plain.endsWith("cidr") ? "10.0.0.0/8" : word(plain);
        };
    String line = command + flag + (type.equals("bool") ? "" : " " + value);
    if (name.startsWith("dst-") && !plain.equals("name")) {
      line += " --dst-name web";
    }
    if (name.startsWith("src-") && !plain.equals("name")) {
      line += " --src-name web";
    }
    if (type.equals("stringArray") || type.equals("stringSlice")) {
      line += " " + flag + " " + value;
    }
    try {
      CommandLineParser.parse(line.split(" ", -1));
    } catch (ConfigException e) {
      throw new AssertionError(line, e);
    }
  }
}
