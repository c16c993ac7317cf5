/**
 * HTTP and WebSocket. Compression is of no use here: its libraries are not here, and bodies are
 * passed on as they are.
 */
module io.netty.codec.http {
  requires transitive io.netty.codec;
  requires io.netty.handler;

  exports io.netty.handler.codec.http;
  exports io.netty.handler.codec.http.websocketx;
}
