package connet.client.forward;

import connet.transport.Http;
import connet.transport.TcpConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A reverse proxy: the requests of a TCP connection are passed on along a forwarded one, which is
 * opened for the first of them and kept for those that follow.
 *
 * @param upstreams opens forwarded connections
 * @param base path, and query after a question mark, put before those of requests
 * @param secure whether requests come by TLS
 */
public record HttpDoor(WebUpstreams upstreams, String base, boolean secure) implements Door {
  @Override
  public void enter(TcpConnection tcp) throws InterruptedException {
    String host = URLEncoder.encode(upstreams.name(), StandardCharsets.UTF_8).replace("+", "%20");
    Http.proxy(tcp, host, base, secure, () -> upstreams.open(tcp));
  }
}
