package connet.client.forward;

import connet.transport.Http;
import connet.transport.TcpConnection;

/**
 * WebSocket connections, whose content is passed on along forwarded ones.
 *
 * @param upstreams opens forwarded connections
 * @param path at which they are accepted
 */
public record WebSocketDoor(WebUpstreams upstreams, String path) implements Door {
  @Override
  public void enter(TcpConnection tcp) throws InterruptedException {
    Http.webSocket(tcp, path, () -> upstreams.open(tcp));
  }
}
