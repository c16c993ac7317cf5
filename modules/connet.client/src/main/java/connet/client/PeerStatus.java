package connet.client;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * A peer of an endpoint, as it was when asked for.
 *
 * @param id what the control server calls it
 * @param metadata what it says about itself
 * @param directAddresses where it says it can be dialed
 * @param paths the paths to it; the best one first
 */
public record PeerStatus(
    String id, String metadata, List<InetSocketAddress> directAddresses, List<PathInfo> paths) {
  /** Takes copies. */
  public PeerStatus {
    directAddresses = List.copyOf(directAddresses);
    paths = List.copyOf(paths);
  }
}
