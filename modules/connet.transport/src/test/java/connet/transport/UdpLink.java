package connet.transport;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The network between one dialing socket and a listening one, which loses what a test says. */
final class UdpLink implements AutoCloseable {
  private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(300);

  private final DatagramSocket near = new DatagramSocket(TwoEnds.loopback(0));
  private final DatagramSocket far = new DatagramSocket(TwoEnds.loopback(0));
  private final InetSocketAddress listener;
  private final AtomicInteger toLose = new AtomicInteger();
  private final AtomicInteger toKeep = new AtomicInteger(Integer.MAX_VALUE);
  private volatile @Nullable SocketAddress dialer;
  private volatile long last = System.nanoTime();

  UdpLink(InetSocketAddress listener) throws IOException {
    this.listener = listener;
    Thread.ofPlatform().daemon().start(() -> forward(near, far, true));
    Thread.ofPlatform().daemon().start(() -> forward(far, near, false));
  }

  /** Where the listening socket is reached through the link. */
  InetSocketAddress address() {
    return (InetSocketAddress) near.getLocalSocketAddress();
  }

  /** Waits until neither side has anything to say for a while. */
  void awaitQuiet() {
    Until.holds(() -> System.nanoTime() - last > QUIET);
  }

  /** Loses so many of the next packets of the dialing side. */
  void lose(int packets) {
    toLose.set(packets);
  }

  /** Loses all packets of the dialing side but so many of the next. */
  void loseAllBut(int packets) {
    toKeep.set(packets);
  }

  /** Whether all that is to be lost was lost. */
  boolean hasLost() {
    return toLose.get() == 0;
  }

  private static boolean takes(AtomicInteger count) {
    return count.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  private void forward(DatagramSocket from, DatagramSocket to, boolean toListener) {
    byte[] buffer = new byte[65_535];
    try {
      while (true) {
        var packet = new DatagramPacket(buffer, buffer.length);
        from.receive(packet);
        last = System.nanoTime();
        if (toListener) {
          dialer = packet.getSocketAddress();
        }
        SocketAddress next = toListener ? listener : dialer;
        boolean lost = toListener && (takes(toLose) || !takes(toKeep));
        if (!lost && next != null) {
          packet.setSocketAddress(next);
          to.send(packet);
        }
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  @Override
  public void close() {
    near.close();
    far.close();
  }
}
