package connet.client.portmap;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * A request to a router by UDP, which is sent again until there is an answer. It has a socket of
 * its own, connected to the router: nobody else's datagrams reach it.
 */
final class Question {
  /** The largest answer: RFC 6887, section 7. */
  private static final int MAX = 1100;

  /** How long an answer is waited for after each sending. */
  interface Schedule {
    /**
     * The wait after a sending.
     *
     * @param attempt 0 for the first
     */
    Duration after(int attempt);
  }

  /** Understands answers. */
  interface Reader<T> {
    /**
     * Reads a datagram.
     *
     * @return nothing if it is no answer to this question
     * @throws RefusedByGatewayException if it is a refusal
     */
    Optional<T> read(ByteBuffer datagram) throws IOException;
  }

  private Question() {}

  /**
   * Asks until there is an answer.
   *
   * @param attempts how often it is sent
   * @throws java.net.PortUnreachableException when nobody listens there
   * @throws SocketTimeoutException when there is no answer in time
   * @throws InterruptedIOException if the thread is interrupted
   */
  static <T> T ask(
      Place place,
      int port,
      byte[] request,
      int attempts,
      Schedule schedule,
      Duration within,
      Reader<T> reader)
      throws IOException {
    long start = System.nanoTime();
    try (var socket = new DatagramSocket(new InetSocketAddress(place.local(), 0))) {
      socket.connect(new InetSocketAddress(place.gateway(), port));
      long left = within.toNanos();
      for (int attempt = 0; attempt < attempts && left > 0; attempt++) {
        socket.send(new DatagramPacket(request, request.length));
        long wait = Math.min(left, schedule.after(attempt).toNanos());
        Optional<T> answer = await(socket, wait, reader);
        if (answer.isPresent()) {
          return answer.get();
        }
        left = within.toNanos() - (System.nanoTime() - start);
      }
      throw new SocketTimeoutException("no answer from " + place.gateway().getHostAddress());
    } catch (SocketException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted");
      }
      throw e;
    }
  }

  private static <T> Optional<T> await(DatagramSocket socket, long nanos, Reader<T> reader)
      throws IOException {
    long start = System.nanoTime();
    var packet = new DatagramPacket(new byte[MAX + 1], MAX + 1);
    long left = nanos;
    while (left > 0) {
      socket.setSoTimeout((int) Math.max(1, Duration.ofNanos(left).toMillis()));
      packet.setLength(MAX + 1);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        return Optional.empty();
      }
      if (packet.getLength() <= MAX) {
        ByteBuffer datagram = ByteBuffer.wrap(packet.getData(), 0, packet.getLength()).slice();
        Optional<T> answer = reader.read(datagram.asReadOnlyBuffer());
        if (answer.isPresent()) {
          return answer;
        }
      }
      left = nanos - (System.nanoTime() - start);
    }
    return Optional.empty();
  }
}
