package connet.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A TCP service that does one thing with each connection, on a thread of its own. */
public final class TcpService implements AutoCloseable {
  private static final int BACKLOG = 1_024;

  /** What is done with a connection, which is closed afterwards. */
  public interface Handler {
    /** An error ends the connection and nothing else. */
    void handle(Socket connection) throws IOException;
  }

  private final ServerSocket listener;
  private final Handler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong accepted = new AtomicLong();

  private TcpService(ServerSocket listener, Handler handler) {
    this.listener = listener;
    this.handler = handler;
  }

  /** Starts one. */
  public static TcpService start(InetSocketAddress address, Handler handler) throws IOException {
    ServerSocket listener = new ServerSocket();
    listener.bind(address, BACKLOG);
    TcpService service = new TcpService(listener, handler);
    Thread.ofVirtual().name("accept").start(service::accept);
    return service;
  }

  /** One that sends back what it gets. */
  public static TcpService echo(InetSocketAddress address) throws IOException {
    return start(
        address,
        connection -> {
          connection.getInputStream().transferTo(connection.getOutputStream());
          connection.shutdownOutput();
        });
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        accepted.incrementAndGet();
        open.add(connection);
        Thread.ofVirtual().name("connection").start(() -> handle(connection));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new IllegalStateException("cannot accept", e);
        }
      }
    }
  }

  private void handle(Socket connection) {
    try (connection) {
      handler.handle(connection);
    } catch (IOException e) {
      // The other side is gone: what came of that is seen there.
    } finally {
      open.remove(connection);
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /** How many connections are open. */
  public int open() {
    return open.size();
  }

  /** How many connections there were, those that are open included. */
  public long accepted() {
    return accepted.get();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
