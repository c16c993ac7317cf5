package connet.transport.http;

import static io.netty.handler.codec.http.HttpResponseStatus.BAD_GATEWAY;
import static io.netty.handler.codec.http.HttpResponseStatus.BAD_REQUEST;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes the requests of one connection on to a server, along a connection of its own that is kept
 * for them, and the responses back. Bodies flow in both directions at once, as fast as the slower
 * side takes them. A switch to another protocol joins the two connections.
 *
 * <p>Used by the thread that serves the connection, who closes it.
 */
public final class ReverseProxy implements ServerConnection.Handler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReverseProxy.class);

  /** May be asked twice (RFC 9110, section 9.2.2). */
  private static final Set<HttpMethod> IDEMPOTENT =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.OPTIONS,
          HttpMethod.TRACE,
          HttpMethod.PUT,
          HttpMethod.DELETE);

  private final Rewrite rewrite;
  private final Upstream.Dialer dialer;
  private @Nullable ClientConnection kept;

  private ReverseProxy(Rewrite rewrite, Upstream.Dialer dialer) {
    this.rewrite = rewrite;
    this.dialer = dialer;
  }

  /**
   * A proxy for one connection.
   *
   * @param host told to the server
   * @param base path, and query after a question mark, put before those of requests; escaped
   * @param forwardedFor the address of the one who asks
   * @param secure whether that one came by TLS
   */
  public static ReverseProxy to(
      String host, String base, String forwardedFor, boolean secure, Upstream.Dialer dialer) {
    int mark = base.indexOf('?');
    var target =
        mark < 0
            ? new Target(base, "")
            : new Target(base.substring(0, mark), base.substring(mark + 1));
    return new ReverseProxy(new Rewrite(host, target, forwardedFor, secure), dialer);
  }

  @Override
  public boolean handle(Exchange exchange) throws IOException, InterruptedException {
    HttpRequest request = rewrite.request(exchange.request());
    boolean repeatable = !exchange.hasBody() && IDEMPOTENT.contains(request.method());
    boolean reused = keepUsable(repeatable);
    try {
      try {
        return carry(exchange, request, server());
      } catch (NoResponseException e) {
        drop();
        if (!reused || !repeatable) {
          throw e;
        }
        return carry(exchange, request, server());
      }
    } catch (Upstream.UnavailableException e) {
      return fail(exchange, e.getMessage());
    } catch (NoResponseException e) {
      LOG.info("no response host={} why={}", rewrite.host(), e.getMessage());
      return fail(exchange, "the service behind this proxy has not answered properly");
    }
  }

  private boolean fail(Exchange exchange, @Nullable String why) throws IOException {
    drop();
    exchange.respond(BAD_GATEWAY, "connet: " + why);
    return true;
  }

  /** Keeps the connection to the server only if it can be used once more. */
  private boolean keepUsable(boolean repeatable) throws IOException {
    ClientConnection server = kept;
    // What can be repeated finds out by itself, without waiting.
    if (server != null && !repeatable && !idle(server)) {
      drop();
    }
    return kept != null && kept.used();
  }

  private static boolean idle(ClientConnection server) throws IOException {
    try {
      return server.reader().isIdle();
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      return false;
    }
  }

  private ClientConnection server() throws IOException, InterruptedException {
    ClientConnection server = kept;
    if (server == null) {
      server = new ClientConnection(dialer.dial());
      kept = server;
    }
    return server;
  }

  private void drop() {
    if (kept != null) {
      kept.close();
      kept = null;
    }
  }

  private boolean carry(Exchange exchange, HttpRequest request, ClientConnection server)
      throws IOException, InterruptedException {
    server.headOnly(request.method().equals(HttpMethod.HEAD));
    try {
      server.writer().write(request);
      if (!exchange.hasBody()) {
        server.writer().write(LastHttpContent.EMPTY_LAST_CONTENT);
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new NoResponseException(e);
    }
    if (Rewrite.upgrade(request) != null) {
      return carryUpgrade(exchange, request, server);
    }
    RequestPump pump = RequestPump.start(exchange, server);
    boolean sent = false;
    boolean reusable;
    try {
      HttpResponse response = finalResponse(exchange, server);
      if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
        throw new NoResponseException("it switches protocols, which nobody asked for");
      }
      reusable = ResponseRelay.passBack(exchange, response, server.reader());
    } catch (NoResponseException e) {
      pump.stop(); // and fails if it was the request's fault
      throw e;
    } finally {
      sent = pump.stop();
    }
    server.use();
    if (!sent) {
      server.upstream().wire().reset(); // else half a body looks like a whole one
      exchange.lastOne();
    }
    if (!sent || !reusable || server.reader().holdsMore()) {
      drop();
    }
    return true;
  }

  /** A request that may turn the connection into one of another protocol has no body. */
  private boolean carryUpgrade(Exchange exchange, HttpRequest request, ClientConnection server)
      throws IOException, InterruptedException {
    if (exchange.hasBody() || exchange.connection().reader().holdsMore()) {
      drop();
      throw new HttpProblem(BAD_REQUEST, "a request to switch protocols must stand alone");
    }
    HttpResponse response = finalResponse(exchange, server);
    if (!response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
      boolean reusable = ResponseRelay.passBack(exchange, response, server.reader());
      server.use();
      if (!reusable || server.reader().holdsMore()) {
        drop();
      }
      return true;
    }
    String wanted = Rewrite.upgrade(request);
    String got = Rewrite.upgrade(response);
    if (wanted == null || got == null || !wanted.equalsIgnoreCase(got)) {
      throw new NoResponseException("it switches to another protocol than the one asked for");
    }
    ResponseRelay.passBackSwitch(exchange, response, got);
    server.reader().rest(exchange.connection().wire().output());
    server.upstream().wire().join(exchange.connection().wire());
    return false;
  }

  /** Passes interim responses back and returns the one that follows them. */
  private static HttpResponse finalResponse(Exchange exchange, ClientConnection server)
      throws IOException {
    while (true) {
      HttpResponse response;
      try {
        response = server.response();
        RequestCheck.checkLength(response, BAD_GATEWAY, BAD_GATEWAY);
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        throw new NoResponseException(e);
      }
      boolean interim =
          response.status().codeClass() == HttpStatusClass.INFORMATIONAL
              && !response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
      if (!interim) {
        return response;
      }
      server.reader().content(Limits.HEAD).release();
      if (exchange.request().protocolVersion().equals(HttpVersion.HTTP_1_1)) {
        ResponseRelay.passBackInterim(exchange, response);
      }
    }
  }

  /** Ends the connection to the server, if there is one. */
  @Override
  public void close() {
    drop();
  }

  /** The server has not begun to answer. */
  private static final class NoResponseException extends IOException {
    private static final long serialVersionUID = 1L;

    NoResponseException(IOException cause) {
      super(cause.getMessage(), cause);
    }

    NoResponseException(String message) {
      super(message);
    }
  }
}
