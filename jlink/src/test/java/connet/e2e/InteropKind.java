package connet.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Kinds of endpoints, and what is sent there and back to see that they work. */
enum InteropKind {
  /** TCP at both ends. */
  TCP("tcp", "tcp", "echo") {
    @Override
    void check(int port) throws Exception {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        Thread writing = Thread.startVirtualThread(() -> write(socket));
        InputStream in = socket.getInputStream();
        assertArrayEquals(DATA, in.readNBytes(DATA.length));
        writing.join(PATIENCE);
      }
    }

    private static void write(Socket socket) {
      try {
        socket.getOutputStream().write(DATA);
      } catch (IOException e) {
        // Seen by the reader.
      }
    }
  },

  /** HTTP at both ends: a reverse proxy behind another one. */
  HTTP("http", "http", "http") {
    @Override
    void check(int port) throws Exception {
      try (HttpClient client = newClient()) {
        URI uri = URI.create("http://127.0.0.1:" + port + "/echo?x=1");
        HttpRequest request =
            HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(DATA))
                .build();
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode(), () -> shortened(answer.body()));
        assertArrayEquals(DATA, answer.body());
      }
    }
  },

  /** A source that takes WebSockets, a TCP destination. */
  WEBSOCKET("tcp", "ws", "echo") {
    @Override
    void check(int port) throws Exception {
      exchange(port);
    }
  },

  /** A WebSocket that passes through HTTP endpoints. */
  UPGRADE("http", "http", "websocket") {
    @Override
    void check(int port) throws Exception {
      exchange(port);
    }
  };

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int PIECE = 4_096;
  private static final byte[] DATA = data();

  private final String destination;
  private final String source;
  private final String service;

  InteropKind(String destination, String source, String service) {
    this.destination = destination;
    this.source = source;
    this.service = service;
  }

  /** The scheme of the destination's URL. */
  String destination() {
    return destination;
  }

  /** The scheme of the source's URL. */
  String source() {
    return source;
  }

  /** Which service stands behind the destination. */
  String service() {
    return service;
  }

  /** Sends some data and expects it back. */
  abstract void check(int port) throws Exception;

  private static byte[] data() {
    byte[] data = new byte[512 * 1024];
    new Random(5).nextBytes(data);
    return data;
  }

  private static HttpClient newClient() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(PATIENCE)
        .build();
  }

  private static String shortened(byte[] body) {
    return new String(body, 0, Math.min(body.length, 200), UTF_8);
  }

  private static final class Collected implements WebSocket.Listener {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> all = new CompletableFuture<>();

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      byte[] piece = new byte[data.remaining()];
      data.get(piece);
      bytes.writeBytes(piece);
      if (bytes.size() >= DATA.length) {
        all.complete(bytes.toByteArray());
      }
      socket.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      all.completeExceptionally(
          new IOException("closed early: " + code + " " + reason + ", " + bytes.size() + " bytes"));
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      all.completeExceptionally(error);
    }
  }

  private static void exchange(int port) throws Exception {
    try (HttpClient client = newClient()) {
      var collected = new Collected();
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .connectTimeout(PATIENCE)
              .buildAsync(URI.create("ws://127.0.0.1:" + port + "/"), collected)
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      try {
        for (int from = 0; from < DATA.length; from += PIECE) {
          ByteBuffer piece = ByteBuffer.wrap(Arrays.copyOfRange(DATA, from, from + PIECE));
          socket.sendBinary(piece, true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertArrayEquals(DATA, collected.all.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      } finally {
        socket.abort();
        client.shutdownNow();
      }
    }
  }
}
