/** QUIC. */
@SuppressWarnings(
    "module") // connet.transport is built after this descriptor, for which its name suffices
module io.netty.incubator.codec.classes.quic {
  requires transitive io.netty.handler;
  requires io.netty.transport.classes.epoll;

  exports io.netty.incubator.codec.quic;

  // A few calls that connet.transport needs are private; it says which, and why, where it makes
  // them.
  opens io.netty.incubator.codec.quic to
      connet.transport;
}
