/**
 * Framing of bytes. Compression, marshalling and serialization are not exported: their libraries
 * are not here.
 */
module io.netty.codec {
  requires transitive io.netty.transport;

  exports io.netty.handler.codec;
  exports io.netty.handler.codec.base64;
  exports io.netty.handler.codec.bytes;
  exports io.netty.handler.codec.string;
}
