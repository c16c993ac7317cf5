package connet.client.lab;

import connet.client.HostPort;
import connet.client.task.Tasks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** An ordinary TCP server with a conversation per connection. */
public final class TcpService implements AutoCloseable {
  public interface Conversation {
    void hold(Socket socket) throws IOException;
  }

  private final ServerSocket listening;
  private final Tasks tasks = new Tasks("service");

  private TcpService(ServerSocket listening) {
    this.listening = listening;
  }

  public static TcpService start(Conversation conversation) throws IOException {
    var service = new TcpService(new ServerSocket(0, 500, InetAddress.getLoopbackAddress()));
    service.tasks.start("accept", () -> service.accept(conversation));
    return service;
  }

  /** Sends back what comes, and ends when it ends. */
  public static TcpService echo() throws IOException {
    return start(socket -> socket.getInputStream().transferTo(socket.getOutputStream()));
  }

  private void accept(Conversation conversation) throws IOException {
    while (true) {
      Socket socket = listening.accept();
      tasks.start(
          "conversation",
          () -> {
            try (socket) {
              conversation.hold(socket);
            }
          });
    }
  }

  public HostPort address() {
    return new HostPort("localhost", listening.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    listening.close();
    tasks.close();
  }
}
