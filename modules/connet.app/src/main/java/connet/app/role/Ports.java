package connet.app.role;

import connet.transport.Addresses;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;

/**
 * Finds out whether UDP addresses can be had, so that a start that is going to fail leaves no files
 * behind: a server opens its store, and makes its certificate, before it listens.
 */
final class Ports {
  private Ports() {}

  /**
   * Returns when nothing is known against listening there.
   *
   * @param what for a clause before the reason, or empty
   * @param key of the configuration that sets them, and flag
   * @throws StartException when one is taken or not of this machine
   */
  static void check(String what, List<InetSocketAddress> addresses, String key)
      throws StartException {
    for (InetSocketAddress address : addresses) {
      try {
        probe(address);
      } catch (BindException e) {
        BindException named =
            new BindException(
                what + "cannot bind UDP " + Addresses.show(address) + ": " + e.getMessage());
        named.initCause(e);
        throw taken(named, key);
      } catch (SocketException e) {
        // Whatever this is, the server will meet it as well and say more.
      }
    }
  }

  /** What to say of an address that cannot be had. */
  static StartException taken(BindException e, String key) {
    return new StartException(
        e.getMessage() + "; choose another address with " + key + " or --" + key, e);
  }

  /** Whether it can be had at this moment. */
  static boolean free(InetSocketAddress address) {
    try {
      probe(address);
      return true;
    } catch (SocketException e) {
      return false;
    }
  }

  private static void probe(InetSocketAddress address) throws SocketException {
    new DatagramSocket(address).close();
  }
}
