package connet.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLEngine;

/** Encrypts streams that are in use already. */
final class Layers {
  private Layers() {}

  static void tls(
      ByteStream stream,
      StreamHandler handler,
      TlsSettings settings,
      TlsSessions sessions,
      Duration within)
      throws IOException {
    SSLEngine engine = TlsEngines.of(settings, sessions);
    ByteBuf beyond = TlsHandshake.run(settings, engine, stream, within);
    insert(handler, new Layer(new TlsReader(engine), new TlsWriter(engine), true), beyond);
  }

  static void cipher(StreamHandler handler, byte[] sendingKey, byte[] receivingKey)
      throws IOException {
    insert(
        handler,
        new Layer(new CipherReader(receivingKey), new CipherWriter(sendingKey), false),
        Unpooled.EMPTY_BUFFER);
  }

  private static void insert(StreamHandler handler, Layer layer, ByteBuf beyond)
      throws IOException {
    var inserted = new CompletableFuture<Boolean>();
    boolean running = handler.onLoop(() -> inserted.complete(handler.insert(layer, beyond)));
    if (!running || !Waiting.on(inserted)) {
      throw new StreamResetException("the stream has ended before it was encrypted", 0);
    }
  }
}
