package connet.app.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class JsonLoggerTest {
  private final List<String> lines = new ArrayList<>();
  private final JsonLogger log = new JsonLogger("connet.Thing", Level.INFO, lines::add);

  private JsonObject only() {
    assertEquals(1, lines.size());
    assertFalse(lines.getFirst().contains("\n"));
    return JsonParser.parseString(lines.getFirst()).getAsJsonObject();
  }

  @Test
  void aLineHasTimeLevelLoggerMessageAndFields() {
    Instant before = Instant.now();
    log.info("client connected endpoint={} address={} rtt={}", "web", "127.0.0.1:1", 17);
    JsonObject line = only();
    assertEquals(Set.of("time", "level", "logger", "message", "fields"), line.keySet());
    Instant time = Instant.parse(line.get("time").getAsString());
    assertFalse(time.isBefore(before.minusMillis(1)) || time.isAfter(Instant.now()));
    assertEquals(24, line.get("time").getAsString().length());
    assertEquals("info", line.get("level").getAsString());
    assertEquals("connet.Thing", line.get("logger").getAsString());
    assertEquals("client connected", line.get("message").getAsString());
    JsonObject fields = line.getAsJsonObject("fields");
    assertEquals("web", fields.get("endpoint").getAsString());
    assertEquals("127.0.0.1:1", fields.get("address").getAsString());
    assertTrue(fields.getAsJsonPrimitive("rtt").isNumber());
  }

  @Test
  void pairsOfTheFluentApiAreFieldsToo() {
    log.atWarn().addKeyValue("bytes", 5L).addKeyValue("ok", true).log("odd size name={}", "x");
    JsonObject line = only();
    assertEquals("warn", line.get("level").getAsString());
    assertEquals("odd size", line.get("message").getAsString());
    assertEquals("{\"name\":\"x\",\"bytes\":5,\"ok\":true}", line.get("fields").toString());
  }

  @Test
  void anErrorComesWithItsTrace() {
    log.error("it broke name={}", "x", new IllegalStateException("why"));
    JsonObject line = only();
    String error = line.get("error").getAsString();
    assertTrue(error.startsWith("java.lang.IllegalStateException: why\n"), error);
    assertTrue(error.contains("JsonLoggerTest"), error);
    assertEquals("it broke", line.get("message").getAsString());
  }

  @Test
  void argumentsWithoutANameStayInTheMessage() {
    log.info("{} of {} arrived, rest={}", 1, "two", null);
    JsonObject line = only();
    assertEquals("1 of two arrived", line.get("message").getAsString());
    assertEquals("{\"rest\":null}", line.getAsJsonObject("fields").toString());
  }

  @Test
  void addressesAreSpelledAsInTheConfiguration() {
    InetAddress six = InetAddress.ofLiteral("2001:db8::1");
    log.info(
        "a={} b={} c={}",
        new InetSocketAddress(six, 1),
        InetSocketAddress.createUnresolved("name", 2),
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 3));
    assertEquals(
        "{\"a\":\"[2001:db8:0:0:0:0:0:1]:1\",\"b\":\"name:2\",\"c\":\"127.0.0.1:3\"}",
        only().getAsJsonObject("fields").toString());
  }

  @Test
  void listsAreLists() {
    log.info("a={} b={}", List.of("x", 1, List.of()), List.of());
    assertEquals("{\"a\":[\"x\",1,[]],\"b\":[]}", only().getAsJsonObject("fields").toString());
  }

  @Test
  void nothingInAValueBecomesAField() {
    log.info("name={}", "x\" , \"admin\":\"yes\n level=error {}\u0000\ud800");
    JsonObject line = only();
    assertEquals(Set.of("name"), line.getAsJsonObject("fields").keySet());
    assertEquals(
        "x\" , \"admin\":\"yes\n level=error {}\u0000\ud800",
        line.getAsJsonObject("fields").get("name").getAsString());
  }

  @Test
  void anArgumentThatCannotBeShownDoesNotLoseTheLine() {
    Object broken =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("no");
          }
        };
    log.info("name={}", broken);
    assertTrue(only().getAsJsonObject("fields").get("name").getAsString().contains("Illegal"));
  }

  @Test
  void whatIsBelowTheLevelIsNotWritten() {
    log.debug("a={}", 1);
    log.atDebug().log("b");
    log.trace("c");
    assertEquals(List.of(), lines);
    assertFalse(log.isDebugEnabled());
    assertTrue(log.isInfoEnabled() && log.isWarnEnabled() && log.isErrorEnabled());
  }
}
