/** The headers of the PROXY protocol. */
module io.netty.codec.haproxy {
  requires transitive io.netty.codec;

  exports io.netty.handler.codec.haproxy;
}
