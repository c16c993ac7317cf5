/** How bytes move: QUIC connections on a UDP socket, TCP, and joining two streams. */
module connet.transport {
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.haproxy;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.incubator.codec.classes.quic;
  requires io.netty.transport;
  requires io.netty.transport.classes.epoll;
  requires io.netty.transport.unix.common;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports connet.transport;
}
