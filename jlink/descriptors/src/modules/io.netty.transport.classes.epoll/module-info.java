/** The transport of Linux. */
module io.netty.transport.classes.epoll {
  requires transitive io.netty.transport.unix.common;

  exports io.netty.channel.epoll;
}
