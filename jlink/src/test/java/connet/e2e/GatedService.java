package connet.e2e;

import connet.testkit.Sample;
import connet.testkit.TcpService;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A service that sends half of a sample, waits for a word of the test, and sends the rest. */
final class GatedService implements AutoCloseable {
  private final Sample first;
  private final Sample second;
  private final CountDownLatch rest = new CountDownLatch(1);
  private final TcpService service;

  GatedService(InetSocketAddress address, Sample first, Sample second) throws IOException {
    this.first = first;
    this.second = second;
    this.service = TcpService.start(address, this::serve);
  }

  private void serve(Socket connection) throws IOException {
    OutputStream out = connection.getOutputStream();
    first.writeTo(out);
    try {
      if (!rest.await(5, TimeUnit.MINUTES)) {
        throw new IOException("nobody has asked for the rest");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
    second.writeTo(out);
    connection.shutdownOutput();
  }

  /** Lets the second half go, on this connection and all later ones. */
  void sendRest() {
    rest.countDown();
  }

  InetSocketAddress address() {
    return service.address();
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
