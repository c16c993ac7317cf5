/** What the other modules of Netty stand on; most of it is meant for them only. */
module io.netty.common {
  requires java.logging;
  requires jdk.unsupported;
  requires org.slf4j;

  exports io.netty.util;
  exports io.netty.util.collection;
  exports io.netty.util.concurrent;
  exports io.netty.util.internal;
  exports io.netty.util.internal.logging;
}
