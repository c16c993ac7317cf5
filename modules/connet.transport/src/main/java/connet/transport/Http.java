package connet.transport;

import connet.transport.http.ReverseProxy;
import connet.transport.http.ServerConnection;
import connet.transport.http.WebSocketProxy;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks HTTP/1.1 with whoever has opened a stream. Each call serves one stream on the calling
 * thread until it has ended, and leaves nothing of it open; an interrupt breaks it off.
 */
public final class Http {
  private static final Logger LOG = LoggerFactory.getLogger(Http.class);

  private Http() {}

  /** Answers the requests of a stream. */
  public static void serve(ByteStream stream, HttpHandler handler) throws InterruptedException {
    run(
        stream,
        exchange -> {
          handler.handle(new HttpExchange(exchange));
          return true;
        });
  }

  /**
   * Passes the requests of a stream on to a server, with X-Forwarded-For, -Host and -Proto. What is
   * meant for one connection only is taken out of heads, and what two readers could understand in
   * two ways is refused. Bodies flow as fast as the slower side takes them. A server that switches
   * to another protocol, such as WebSocket, is joined with the stream.
   *
   * @param host told to the server as the one asked for
   * @param base path, and query after a question mark, put before those of requests; escaped, may
   *     be empty
   * @param secure whether the one who asks came by TLS
   * @param dialer makes connections to the server; the response is 502 when it fails
   */
  public static void proxy(
      ByteStream stream, String host, String base, boolean secure, HttpUpstream.Dialer dialer)
      throws InterruptedException {
    String asking = StreamWire.host(stream);
    try (var proxy = ReverseProxy.to(host, base, asking, secure, StreamWire.dialer(dialer))) {
      run(stream, proxy);
    }
  }

  /**
   * Accepts a WebSocket connection and passes the bytes of its messages on to a server, and back.
   *
   * @param path at which it is accepted, escaped; one that ends with a slash stands for everything
   *     under it
   * @param dialer makes the connection to the server; the response is 502 when it fails
   */
  public static void webSocket(ByteStream stream, String path, HttpUpstream.Dialer dialer)
      throws InterruptedException {
    run(stream, new WebSocketProxy(path, StreamWire.dialer(dialer)));
  }

  private static void run(ByteStream stream, ServerConnection.Handler handler)
      throws InterruptedException {
    boolean ended = false;
    try {
      ServerConnection.serve(new StreamWire(stream), handler);
      ended = true;
    } catch (InterruptedIOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LOG.debug("given up stream={} why={}", stream, e.getMessage());
    } catch (IOException e) {
      LOG.debug("broken off stream={} why={}", stream, e.getMessage());
    } finally {
      if (ended) {
        stream.close();
      } else {
        stream.reset(0);
      }
    }
  }
}
