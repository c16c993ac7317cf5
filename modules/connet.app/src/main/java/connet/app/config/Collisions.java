package connet.app.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Finds UDP addresses of one program that cannot be bound beside each other. */
final class Collisions {
  private Collisions() {}

  static void note(Problems problems, List<Ingress> ingresses) {
    for (int later = 1; later < ingresses.size(); later++) {
      for (Ingress earlier : ingresses.subList(0, later)) {
        if (collide(earlier.address(), ingresses.get(later).address())) {
          problems.add(ingresses.get(later).origin(), "is taken by " + earlier.origin().where());
          break;
        }
      }
    }
  }

  private static boolean collide(InetSocketAddress one, InetSocketAddress two) {
    if (one.getPort() != two.getPort() || one.getPort() == 0) {
      return false;
    }
    InetAddress a = one.getAddress();
    InetAddress b = two.getAddress();
    return a != null
        && b != null
        && (a.equals(b) || a.isAnyLocalAddress() || b.isAnyLocalAddress());
  }
}
