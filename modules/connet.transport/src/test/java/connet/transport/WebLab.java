package connet.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A server that tests write, a proxy in front of it, and those who ask there, byte by byte. */
final class WebLab implements AutoCloseable {
  /** What becomes of an accepted connection. */
  interface Serving {
    void serve(TcpConnection tcp) throws InterruptedException;
  }

  /** What the server does with a connection. */
  interface Service {
    void serve(Wired connection) throws IOException, InterruptedException;
  }

  final QuicSocket socket = TwoEnds.bind();
  final List<Throwable> failures = new CopyOnWriteArrayList<>();
  final AtomicInteger dialed = new AtomicInteger();
  private final TcpListener front = socket.listenTcp(TwoEnds.loopback(0));
  private final ServerSocket server = new ServerSocket();
  private final List<Wired> open = new ArrayList<>();
  private boolean dead;

  WebLab() throws IOException {}

  /** A proxy with a base, as it would be behind an endpoint named service. */
  static WebLab proxy(String base, Service service) throws IOException {
    var lab = new WebLab();
    lab.start(tcp -> Http.proxy(tcp, "service.test:80", base, false, lab::dial), service);
    return lab;
  }

  static WebLab webSocket(String path, Service service) throws IOException {
    var lab = new WebLab();
    lab.start(tcp -> Http.webSocket(tcp, path, lab::dial), service);
    return lab;
  }

  private void start(Serving serving, Service service) throws IOException {
    server.bind(TwoEnds.loopback(0));
    Thread.startVirtualThread(
        () -> {
          while (true) {
            try {
              TcpConnection tcp = front.accept();
              Thread.startVirtualThread(() -> serve(serving, tcp));
            } catch (IOException e) {
              return;
            }
          }
        });
    Thread.startVirtualThread(
        () -> {
          while (true) {
            try {
              var connection = new Wired(server.accept());
              Thread.startVirtualThread(() -> serve(service, connection));
            } catch (IOException e) {
              return;
            }
          }
        });
  }

  private void serve(Serving serving, TcpConnection tcp) {
    try {
      serving.serve(tcp);
    } catch (InterruptedException e) {
      failures.add(e);
    }
  }

  private void serve(Service service, Wired connection) {
    try (connection) {
      service.serve(connection);
    } catch (IOException e) {
      // A test sees at the front what has become of it.
    } catch (InterruptedException | AssertionError e) {
      failures.add(e);
    }
  }

  /** From now on nobody is there to be dialed. */
  void die() {
    dead = true;
  }

  private HttpUpstream dial() throws IOException {
    if (dead) {
      throw new NoUpstreamException("there is nobody");
    }
    dialed.incrementAndGet();
    TcpConnection tcp = socket.dialTcp(TwoEnds.loopback(server.getLocalPort()), TwoEnds.SOON);
    return new HttpUpstream() {
      @Override
      public ByteStream stream() {
        return tcp;
      }

      @Override
      public void close() {
        tcp.close();
      }
    };
  }

  /** Somebody who asks. */
  Wired ask() throws IOException {
    var asking =
        new Wired(new Socket(front.localAddress().getAddress(), front.localAddress().getPort()));
    open.add(asking);
    return asking;
  }

  @Override
  public void close() throws IOException {
    for (Wired each : open) {
      each.close();
    }
    front.close();
    server.close();
    socket.close();
    if (!failures.isEmpty()) {
      throw new AssertionError(failures.getFirst());
    }
  }

  /** A plain TCP connection with what HTTP's texts need. */
  record Wired(Socket socket) implements AutoCloseable {
    Wired {
      try {
        socket.setSoTimeout(20_000);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    Wired send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      return this;
    }

    /** The lines of a head, and the empty one. */
    Wired sendHead(String... lines) throws IOException {
      return send(String.join("\r\n", lines) + "\r\n\r\n");
    }

    /** Up to the empty line, which is not returned; empty at the end. */
    String head() throws IOException {
      var head = new ByteArrayOutputStream();
      InputStream in = socket.getInputStream();
      while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        int b = in.read();
        if (b < 0) {
          break;
        }
        head.write(b);
      }
      return head.toString(ISO_8859_1).strip();
    }

    String exactly(int length) throws IOException {
      return new String(socket.getInputStream().readNBytes(length), ISO_8859_1);
    }

    String rest() throws IOException {
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** The value of a header in a head; empty if there is none. */
  static String header(String head, String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst()
        .orElse("");
  }

  /** The value once it has not changed for half a second. */
  static long settled(AtomicLong value) {
    long last = value.get();
    long since = System.nanoTime();
    while (System.nanoTime() - since < TimeUnit.MILLISECONDS.toNanos(500)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      long now = value.get();
      if (now != last) {
        last = now;
        since = System.nanoTime();
      }
    }
    return last;
  }

  static String status(String head) {
    return head.split(" ", 3)[1];
  }

  static String firstLine(String head) {
    return head.lines().findFirst().orElse("");
  }
}
