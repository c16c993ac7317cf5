/** Byte buffers. */
module io.netty.buffer {
  requires transitive io.netty.common;

  exports io.netty.buffer;
}
