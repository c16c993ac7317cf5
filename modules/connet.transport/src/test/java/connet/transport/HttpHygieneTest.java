package connet.transport;

import static connet.transport.WebLab.firstLine;
import static connet.transport.WebLab.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.transport.WebLab.Wired;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that two readers could take for different ones are refused, and passed to nobody. */
class HttpHygieneTest {
  private final List<String> heads = new CopyOnWriteArrayList<>();

  private WebLab lab(String base) throws Exception {
    return WebLab.proxy(
        base,
        server -> {
          for (String head = server.head(); !head.isEmpty(); head = server.head()) {
            heads.add(head);
            server.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
          }
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|POST / HTTP/1.1|Host: a|Content-Length: 4|Transfer-Encoding: chunked",
        "400|POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Content-Length: 4",
        "400|POST / HTTP/1.1|Host: a|Content-Length: 4|Content-Length: 5",
        "400|POST / HTTP/1.1|Host: a|Content-Length: 4|Content-Length: 4",
        "400|POST / HTTP/1.1|Host: a|Content-Length: 4, 5|X: x",
        "400|POST / HTTP/1.1|Host: a|Content-Length: +4|X: x",
        "400|POST / HTTP/1.1|Host: a|Content-Length: -4|X: x",
        "400|POST / HTTP/1.0|Host: a|Transfer-Encoding: chunked|X: x",
        "501|POST / HTTP/1.1|Host: a|Transfer-Encoding: xchunked|X: x",
        "501|POST / HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked|X: x",
        "501|POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Transfer-Encoding: identity",
        "400|POST / HTTP/1.1|Host: a|Transfer-Encoding : chunked|X: x",
        "400|GET / HTTP/1.1|X: x|Y: y|Z: z",
        "400|GET / HTTP/1.1|Host: a|Host: b|X: x",
        "400|GET / HTTP/1.1|Host: a b|X: x|Y: y",
        "400|GET / HTTP/1.1|Host: a/b|X: x|Y: y",
        "400|GET x HTTP/1.1|Host: a|X: x|Y: y",
        "400|GET /#x HTTP/1.1|Host: a|X: x|Y: y",
        "405|CONNECT a:80 HTTP/1.1|Host: a|X: x|Y: y",
        "417|GET / HTTP/1.1|Host: a|Expect: more|Y: y",
        "505|GET / HTTP/2.0|Host: a|X: x|Y: y",
        "400|GET / HTTP/1.1|Host: a|X y: x|Y: y",
      })
  void refused(String status, String first, String second, String third, String fourth)
      throws Exception {
    try (WebLab lab = lab("");
        Wired asking = lab.ask()) {
      asking.send(String.join("\r\n", first, second, third, fourth) + "\r\n\r\n");
      String head = asking.head();
      assertEquals(status, status(head), head);
      assertEquals("close", WebLab.header(head, "Connection"));
      assertEquals(List.of(), heads);
    }
  }

  @Test
  void aBrokenBodyIsNotPassedOnAsAWholeOne() throws Exception {
    try (WebLab lab =
            WebLab.proxy(
                "",
                server -> {
                  server.head();
                  heads.add(server.rest());
                });
        Wired asking = lab.ask()) {
      asking.send(
          "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n");
      assertEquals("HTTP/1.1 400 Bad Request", firstLine(asking.head()));
      assertEquals(List.of(), heads);
    }
  }

  @Test
  void endlessHeadsEnd() throws Exception {
    try (WebLab lab = lab("")) {
      try (Wired asking = lab.ask()) {
        asking.send("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        assertTrue(firstLine(asking.head()).startsWith("HTTP/1.1 414"));
      }
      try (Wired asking = lab.ask()) {
        asking.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(70_000) + "\r\n\r\n");
        assertTrue(firstLine(asking.head()).startsWith("HTTP/1.1 431"));
      }
      assertEquals(List.of(), heads);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/../x, 400",
    "/a/../../x, 400",
    "/%2e%2E/x, 400",
    "/a%2f..%2f..%2fx, 400",
    "/..%5cx, 400",
    "/a/../x, 200",
    "/..a, 200"
  })
  void noPathLeadsOutOfTheBase(String path, String status) throws Exception {
    for (String base : List.of("/base", "")) {
      try (WebLab lab = lab(base);
          Wired asking = lab.ask()) {
        asking.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
        assertEquals(status, status(asking.head()), base);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', /dir, /dir",
    "'', /, /",
    "'', http://other/dir?q=1, /dir?q=1",
    "'', http://other, /",
    "/, /dir, /dir",
    "/base, /, /base/",
    "/base, /dir, /base/dir",
    "/base/, /dir, /base/dir",
    "/base/, /dir?q=1, /base/dir?q=1",
    "/base?k=v, /dir, /base/dir?k=v",
    "?k=v, /dir?q=1, /dir?k=v&q=1",
    "'', /\u00e4, /%E4",
  })
  void targetsComeUnderTheBase(String base, String target, String passedOn) throws Exception {
    try (WebLab lab = lab(base);
        Wired asking = lab.ask()) {
      asking.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals("HTTP/1.1 200 OK", firstLine(asking.head()));
      assertEquals("GET " + passedOn + " HTTP/1.1", firstLine(heads.getFirst()));
    }
  }
}
