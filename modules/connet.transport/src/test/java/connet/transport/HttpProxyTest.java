package connet.transport;

import static connet.transport.WebLab.firstLine;
import static connet.transport.WebLab.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.transport.WebLab.Wired;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HttpProxyTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String GET = "GET / HTTP/1.1\r\nHost: asked.test\r\n\r\n";

  /** Buffers of the system hold some megabytes on the way, ours one. */
  private static final long MOST = 40_000_000;

  private final BlockingQueue<String> heads = new ArrayBlockingQueue<>(100);

  /** Answers each request that has no body. */
  private void answerAll(Wired connection) throws IOException {
    for (String head = connection.head(); !head.isEmpty(); head = connection.head()) {
      heads.add(head);
      connection.send(OK);
    }
  }

  private String nextHead() throws InterruptedException {
    String head = heads.poll(10, TimeUnit.SECONDS);
    assertTrue(head != null, "the server has got a request");
    return String.valueOf(head);
  }

  @Test
  void theRequestIsRewritten() throws Exception {
    try (WebLab lab = WebLab.proxy("/base?key=v", this::answerAll);
        Wired asking = lab.ask()) {
      asking.sendHead(
          "GET /dir/a%20b?x=1 HTTP/1.1",
          "Host: asked.test:81",
          "X-Forwarded-For: 192.0.2.1",
          "X-Forwarded-Proto: https",
          "Forwarded: for=192.0.2.1",
          "Connection: X-Mine, close",
          "X-Mine: 1",
          "Keep-Alive: 5",
          "TE: trailers",
          "Proxy-Authorization: x",
          "X-Other: 2");
      assertEquals("HTTP/1.1 200 OK", firstLine(asking.head()));
      String head = nextHead();
      assertEquals("GET /base/dir/a%20b?key=v&x=1 HTTP/1.1", firstLine(head));
      assertEquals("service.test:80", header(head, "Host"));
      assertEquals("127.0.0.1", header(head, "X-Forwarded-For"));
      assertEquals("asked.test:81", header(head, "X-Forwarded-Host"));
      assertEquals("http", header(head, "X-Forwarded-Proto"));
      assertEquals("2", header(head, "X-Other"));
      assertEquals("trailers", header(head, "TE"));
      for (String gone :
          new String[] {"Forwarded", "Connection", "X-Mine", "Keep-Alive", "Proxy-Authorization"}) {
        assertEquals("", header(head, gone), gone);
      }
    }
  }

  @Test
  void responsesLoseWhatIsMeantForOneConnectionOnly() throws Exception {
    try (WebLab lab =
            WebLab.proxy(
                "",
                server -> {
                  server.head();
                  server.sendHead(
                      "HTTP/1.1 200 Fine",
                      "Connection: X-Hop",
                      "X-Hop: 1",
                      "X-Kept: 2",
                      "Content-Length: 0");
                  server.head();
                });
        Wired asking = lab.ask()) {
      String head = asking.send(GET).head();
      assertEquals("", header(head, "X-Hop"));
      assertEquals("", header(head, "Connection"));
      assertEquals("2", header(head, "X-Kept"));
    }
  }

  @Test
  void severalRequestsShareAConnectionAlsoWhenSentAtOnce() throws Exception {
    try (WebLab lab = WebLab.proxy("", this::answerAll);
        Wired asking = lab.ask()) {
      asking.send(GET + GET.replace("/ ", "/second "));
      assertEquals("HTTP/1.1 200 OK", firstLine(asking.head()));
      assertEquals("ok", asking.exactly(2));
      assertEquals("HTTP/1.1 200 OK", firstLine(asking.head()));
      assertEquals("ok", asking.exactly(2));
      asking.send(GET.replace("/ ", "/third "));
      assertEquals("HTTP/1.1 200 OK", firstLine(asking.head()));
      assertEquals("GET / HTTP/1.1", firstLine(nextHead()));
      assertEquals("GET /second HTTP/1.1", firstLine(nextHead()));
      assertEquals("GET /third HTTP/1.1", firstLine(nextHead()));
      assertEquals(1, lab.dialed.get());
    }
  }

  @Test
  void bodiesFlowInBothDirectionsAtOnce() throws Exception {
    try (WebLab lab =
            WebLab.proxy(
                "",
                server -> {
                  assertEquals("chunked", header(server.head(), "Transfer-Encoding"));
                  server.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                  for (int i = 0; i < 3; i++) {
                    server.send(server.exactly("5\r\nhello\r\n".length()));
                  }
                  server.send(server.exactly("0\r\n\r\n".length()));
                  server.head();
                });
        Wired asking = lab.ask()) {
      asking.send("POST / HTTP/1.1\r\nHost: asked.test\r\nTransfer-Encoding: chunked\r\n\r\n");
      assertEquals("chunked", header(asking.head(), "Transfer-Encoding"));
      for (int i = 0; i < 3; i++) {
        asking.send("5\r\nhello\r\n");
        assertEquals("5\r\nhello\r\n", asking.exactly("5\r\nhello\r\n".length()));
      }
      asking.send("0\r\n\r\n");
      assertEquals("0\r\n\r\n", asking.exactly("0\r\n\r\n".length()));
    }
  }

  @Test
  void trailersArePassedOn() throws Exception {
    try (WebLab lab =
            WebLab.proxy(
                "",
                server -> {
                  server.head();
                  server
                      .sendHead("HTTP/1.1 200 OK", "Trailer: X-Sum", "Transfer-Encoding: chunked")
                      .send("2\r\nok\r\n0\r\nX-Sum: 7\r\n\r\n");
                  server.head();
                });
        Wired asking = lab.ask()) {
      assertEquals("X-Sum", header(asking.send(GET).head(), "Trailer"));
      String body = "2\r\nok\r\n0\r\nX-Sum: 7\r\n\r\n";
      assertEquals(body, asking.exactly(body.length()));
    }
  }

  @Test
  void aServerThatDoesNotReadStopsTheOneWhoSends() throws Exception {
    var done = new CountDownLatch(1);
    try (WebLab lab =
            WebLab.proxy(
                "",
                server -> {
                  server.head();
                  server.socket().getInputStream().read();
                  heads.add("begun");
                  done.await();
                });
        Wired asking = lab.ask()) {
      asking.send("POST / HTTP/1.1\r\nHost: asked.test\r\nContent-Length: 1000000000\r\n\r\n");
      var sent = new AtomicLong();
      Thread.startVirtualThread(
          () -> {
            byte[] piece = new byte[100_000];
            try {
              while (true) {
                asking.socket().getOutputStream().write(piece);
                sent.addAndGet(piece.length);
              }
            } catch (IOException e) {
              sent.set(-1);
            }
          });
      nextHead();
      long taken = WebLab.settled(sent);
      assertTrue(taken > 0 && taken < MOST, "so much is taken: " + taken);
      done.countDown();
    }
  }

  @Test
  void aSlowReaderStopsTheServer() throws Exception {
    var sent = new AtomicLong();
    try (WebLab lab =
            WebLab.proxy(
                "",
                server -> {
                  server.head();
                  server.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
                  byte[] piece = new byte[100_000];
                  while (true) {
                    server.socket().getOutputStream().write(piece);
                    sent.addAndGet(piece.length);
                  }
                });
        Wired asking = lab.ask()) {
      asking.send(GET).head();
      long taken = WebLab.settled(sent);
      assertTrue(taken > 0 && taken < MOST, "so much is taken: " + taken);
    }
  }

  @Test
  void aSwitchOfProtocolsJoinsTheTwo() throws Exception {
    try (WebLab lab =
            WebLab.proxy(
                "",
                server -> {
                  String head = server.head();
                  assertEquals("Upgrade", header(head, "Connection"), head);
                  assertEquals("talk", header(head, "Upgrade"));
                  server
                      .sendHead(
                          "HTTP/1.1 101 Switching Protocols",
                          "Connection: upgrade",
                          "Upgrade: talk")
                      .send("first");
                  server.send(server.rest().toUpperCase(Locale.ROOT));
                });
        Wired asking = lab.ask()) {
      asking.sendHead(
          "GET / HTTP/1.1", "Host: asked.test", "Connection: keep-alive, Upgrade", "Upgrade: talk");
      String head = asking.head();
      assertEquals("HTTP/1.1 101 Switching Protocols", firstLine(head));
      assertEquals("talk", header(head, "Upgrade"));
      assertEquals("first", asking.exactly(5));
      asking.send("more\r\n\r\n");
      asking.socket().shutdownOutput();
      assertEquals("MORE\r\n\r\n", asking.rest());
    }
  }

  @Test
  void aRefusedSwitchIsAnOrdinaryResponse() throws Exception {
    try (WebLab lab = WebLab.proxy("", this::answerAll);
        Wired asking = lab.ask()) {
      String upgrade = GET.replace("\r\n\r\n", "\r\nConnection: Upgrade\r\nUpgrade: talk\r\n\r\n");
      assertEquals("HTTP/1.1 200 OK", firstLine(asking.send(upgrade).head()));
      assertEquals("ok", asking.exactly(2));
      assertEquals("HTTP/1.1 200 OK", firstLine(asking.send(GET).head()));
      assertEquals(1, lab.dialed.get());
    }
  }

  @Test
  void withoutAServerTheResponseSaysWhy() throws Exception {
    try (WebLab lab = WebLab.proxy("", this::answerAll);
        Wired asking = lab.ask()) {
      lab.die();
      String head = asking.send(GET).head();
      assertEquals("HTTP/1.1 502 Bad Gateway", firstLine(head));
      int length = Integer.parseInt(header(head, "Content-Length"));
      assertEquals("connet: there is nobody\n", asking.exactly(length));
      assertEquals("HTTP/1.1 502 Bad Gateway", firstLine(asking.send(GET).head()));
    }
  }

  @Test
  void aServerThatEndsWithoutAResponseIsABadGateway() throws Exception {
    try (WebLab lab = WebLab.proxy("", Wired::head);
        Wired asking = lab.ask()) {
      assertEquals("HTTP/1.1 502 Bad Gateway", firstLine(asking.send(GET).head()));
    }
  }

  @Test
  void aResponseThatBreaksOffDoesNotLookWhole() throws Exception {
    for (String framing : new String[] {"Content-Length: 9", "Transfer-Encoding: chunked"}) {
      try (WebLab lab =
              WebLab.proxy(
                  "",
                  server -> {
                    server.head();
                    server.send("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n3\r\nabc\r\n");
                  });
          Wired asking = lab.ask()) {
        asking.send(GET).head();
        assertThrows(IOException.class, asking::rest, framing);
      }
    }
  }

  @Test
  void aResponseThatEndsWithItsConnectionIsWholeWhenThatEnds() throws Exception {
    for (String version : new String[] {"1.0", "1.1"}) {
      try (WebLab lab =
              WebLab.proxy(
                  "",
                  server -> {
                    server.head();
                    server.send("HTTP/1.0 200 OK\r\n\r\nabc");
                  });
          Wired asking = lab.ask()) {
        asking.send(GET.replace("1.1", version));
        String head = asking.head();
        if (version.equals("1.0")) {
          assertEquals("", header(head, "Transfer-Encoding"));
          assertEquals("abc", asking.rest());
        } else {
          assertEquals("3\r\nabc\r\n0\r\n\r\n", asking.exactly(13));
        }
      }
    }
  }

  @Test
  void aKeptConnectionThatTheServerHasClosedIsReplaced() throws Exception {
    try (WebLab lab =
            WebLab.proxy(
                "",
                server -> {
                  heads.add(server.head());
                  server.send(OK);
                });
        Wired asking = lab.ask()) {
      for (int i = 0; i < 3; i++) {
        assertEquals("HTTP/1.1 200 OK", firstLine(asking.send(GET).head()), "GET " + i);
        assertEquals("ok", asking.exactly(2));
      }
      assertEquals(3, heads.size());
    }
  }

  @Test
  void headsWithoutBodiesKeepTheConnectionInStep() throws Exception {
    try (WebLab lab =
            WebLab.proxy(
                "",
                server -> {
                  server.head();
                  server.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n");
                  server.head();
                  server.send("HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n");
                  server.head();
                  server.send("HTTP/1.1 204 No Content\r\n\r\n");
                  answerAll(server);
                });
        Wired asking = lab.ask()) {
      assertEquals("99", header(asking.send(GET.replace("GET", "HEAD")).head(), "Content-Length"));
      assertEquals("HTTP/1.1 304 Not Modified", firstLine(asking.send(GET).head()));
      assertEquals("HTTP/1.1 204 No Content", firstLine(asking.send(GET).head()));
      assertEquals("HTTP/1.1 200 OK", firstLine(asking.send(GET).head()));
      assertEquals("ok", asking.exactly(2));
      assertEquals(1, lab.dialed.get());
    }
  }

  @Test
  void theServerIsAskedBeforeTheBodyIsSent() throws Exception {
    try (WebLab lab =
            WebLab.proxy(
                "",
                server -> {
                  assertEquals("100-continue", header(server.head(), "Expect"));
                  server.send("HTTP/1.1 100 Continue\r\n\r\n");
                  assertEquals("body", server.exactly(4));
                  server.send(OK);
                  server.head();
                });
        Wired asking = lab.ask()) {
      asking.sendHead(
          "PUT / HTTP/1.1", "Host: asked.test", "Expect: 100-continue", "Content-Length: 4");
      assertEquals("HTTP/1.1 100 Continue", asking.head());
      assertEquals("HTTP/1.1 200 OK", firstLine(asking.send("body").head()));
      assertEquals("ok", asking.exactly(2));
    }
  }

  @Test
  void aResponseBeforeTheEndOfTheBodyArrives() throws Exception {
    try (WebLab lab =
            WebLab.proxy(
                "",
                server -> {
                  server.head();
                  server
                      .sendHead(
                          "HTTP/1.1 413 Content Too Large",
                          "Connection: close",
                          "Content-Length: 4")
                      .send("much");
                });
        Wired asking = lab.ask()) {
      asking.send("POST / HTTP/1.1\r\nHost: asked.test\r\nContent-Length: 100000\r\n\r\nbegin");
      assertTrue(firstLine(asking.head()).startsWith("HTTP/1.1 413"));
      assertEquals("much", asking.rest());
    }
  }

  @Test
  void anAnswerThatComesWithTheLastByteIsWhole() throws Exception {
    String answer = "a".repeat(200_000);
    try (WebLab lab =
        WebLab.proxy(
            "",
            server -> {
              server.head();
              server.exactly(100_000);
              server.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + answer);
            })) {
      for (int i = 0; i < 20; i++) {
        try (Wired asking = lab.ask()) {
          asking.send(
              "POST / HTTP/1.1\r\nHost: asked.test\r\nConnection: close\r\n"
                  + "Content-Length: 100000\r\n\r\n"
                  + "q".repeat(100_000));
          asking.head();
          assertEquals(answer.length(), unchunked(asking.rest()), "try " + i);
        }
      }
    }
  }

  private static int unchunked(String body) {
    int length = 0;
    for (int at = 0; ; ) {
      int end = body.indexOf("\r\n", at);
      int size = Integer.parseInt(body.substring(at, end), 16);
      if (size == 0) {
        return length;
      }
      length += size;
      at = end + 2 + size + 2;
    }
  }

  @Test
  void whoIsGoneIsNotWaitedFor() throws Exception {
    var noticed = new ArrayBlockingQueue<String>(1);
    try (WebLab lab =
            WebLab.proxy(
                "",
                server -> {
                  heads.add(server.head());
                  try {
                    server.socket().getInputStream().read();
                    noticed.add("end");
                  } catch (IOException e) {
                    noticed.add("reset");
                  }
                });
        Wired asking = lab.ask()) {
      asking.send(GET);
      nextHead();
      asking.socket().setSoLinger(true, 0);
      asking.socket().close();
      assertEquals("reset", noticed.poll(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void aHalfClosedClientStillGetsItsAnswer() throws Exception {
    try (WebLab lab = WebLab.proxy("", this::answerAll);
        Wired asking = lab.ask()) {
      asking.send(GET);
      asking.socket().shutdownOutput();
      assertTrue(asking.rest().endsWith("\r\n\r\nok"));
      assertFalse(heads.isEmpty());
    }
  }
}
