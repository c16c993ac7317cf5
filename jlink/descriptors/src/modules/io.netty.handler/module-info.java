/** TLS, time-outs and traffic shaping. */
module io.netty.handler {
  requires transitive io.netty.codec;
  requires io.netty.transport.unix.common;
  requires java.naming;

  exports io.netty.handler.flow;
  exports io.netty.handler.flush;
  exports io.netty.handler.logging;
  exports io.netty.handler.ssl;
  exports io.netty.handler.ssl.util;
  exports io.netty.handler.stream;
  exports io.netty.handler.timeout;
  exports io.netty.handler.traffic;
}
