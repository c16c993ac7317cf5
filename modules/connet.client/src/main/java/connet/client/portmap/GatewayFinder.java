package connet.client.portmap;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;

/** Finds out where this machine stands. */
public interface GatewayFinder {
  /**
   * Where it stands now; nothing when there is no router to be asked. Takes a few seconds at most.
   *
   * @param bound where our socket is bound, perhaps the wildcard address
   */
  Optional<Place> find(InetAddress bound) throws IOException, InterruptedException;
}
