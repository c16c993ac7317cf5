package connet.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A conversation by the JDK's WebSocket client with a service that shouts, and says bye. */
final class Talk implements WebSocket.Listener {
  /** Complete for whoever has seen the closing. */
  private final StringBuilder heard = new StringBuilder();

  private final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
  private @Nullable WebSocket socket;

  static Talk open(HttpClient client, String url) throws Exception {
    var talk = new Talk();
    talk.socket =
        client
            .newWebSocketBuilder()
            .buildAsync(URI.create(url), talk)
            .get(Tunnel.START.toSeconds(), TimeUnit.SECONDS);
    return talk;
  }

  void askAndClose() throws Exception {
    WebSocket open = socket;
    if (open == null) {
      throw new IllegalStateException("not open");
    }
    String question = "hello ".repeat(5_000);
    open.sendBinary(ByteBuffer.wrap(question.getBytes(UTF_8)), true).get(20, TimeUnit.SECONDS);
    open.sendText("text", true).get(20, TimeUnit.SECONDS);
    open.sendClose(WebSocket.NORMAL_CLOSURE, "").get(20, TimeUnit.SECONDS);
    assertEquals(WebSocket.NORMAL_CLOSURE, closed.poll(20, TimeUnit.SECONDS));
    assertEquals("HELLO ".repeat(5_000) + "TEXTbye", heard.toString());
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    heard.append(UTF_8.decode(data));
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.add(code);
    return null;
  }
}
