package connet.testkit;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/**
 * Ports for programs that must be told theirs before they start. No port is given out twice, and
 * none from the range out of which the system itself picks.
 */
public final class FreePorts {
  private static final int FIRST = 20_000;
  private static final int LAST = 30_000; // Linux picks from 32,768 up, others from 49,152 up
  private static final Set<Integer> GIVEN = new HashSet<>();

  private FreePorts() {}

  /** A port that is free for both UDP and TCP on every address of this machine. */
  public static synchronized int next() throws IOException {
    // Processes that test at the same time begin at different places.
    int start = (int) (ProcessHandle.current().pid() * 97 % (LAST - FIRST));
    for (int i = 0; i < LAST - FIRST; i++) {
      int port = FIRST + (start + i) % (LAST - FIRST);
      if (!GIVEN.contains(port) && free(port)) {
        GIVEN.add(port);
        return port;
      }
    }
    throw new IOException("no free port between " + FIRST + " and " + LAST);
  }

  private static boolean free(int port) {
    try (DatagramSocket udp = new DatagramSocket(port);
        ServerSocket tcp = new ServerSocket()) {
      tcp.bind(new InetSocketAddress(port));
      return udp.isBound() && tcp.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
