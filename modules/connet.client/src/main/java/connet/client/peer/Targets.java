package connet.client.peer;

import connet.client.address.Candidates;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where a peer is dialed. Our own addresses belong to it: when they change, so does what can be
 * reached from them, and dialing begins anew.
 *
 * @param announced by the peer
 * @param own announced by us
 */
record Targets(List<InetSocketAddress> announced, List<InetSocketAddress> own) {
  List<InetSocketAddress> candidates() {
    return Candidates.of(announced, own);
  }
}
