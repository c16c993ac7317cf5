/** What the native transports of Unix systems share. */
module io.netty.transport.unix.common {
  requires transitive io.netty.transport;

  exports io.netty.channel.unix;
}
