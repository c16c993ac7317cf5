package connet.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A small internet in network namespaces: a public network, machines on it, and others behind
 * routers that translate addresses. Nothing of it touches the network of the machine it runs on.
 *
 * <p>Not thread-safe. Closed after the programs that run in it.
 */
public final class NetworkLab implements AutoCloseable {
  /** A documentation network, RFC 5737: nobody's real address. */
  private static final String PUBLIC = "198.51.100.";

  private final String tag = "connet" + ProcessHandle.current().pid();
  private final List<Namespace> made = new ArrayList<>();
  private final Namespace hub;
  private int count;

  /** A machine in the lab and its address. */
  public record Machine(Namespace namespace, String address) {}

  /** A machine behind a router, and the router, whose address on the public network is given. */
  public record Hidden(Machine machine, Machine router) {}

  /** Makes an empty public network. */
  public NetworkLab() throws IOException {
    hub = create("hub");
    hub.ip("link", "add", "bridge", "type", "bridge");
    hub.ip("link", "set", "bridge", "up");
  }

  /**
   * Why no lab can be made here; empty when one can. That the programs {@code ip} and {@code nft}
   * are missing is none: they can be installed.
   */
  public static String obstacle() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return "network namespaces are Linux's";
    }
    return System.getProperty("user.name").equals("root")
        ? ""
        : "network namespaces are root's to make";
  }

  /** A machine with a public address. */
  public Machine machine(String name) throws IOException {
    Namespace namespace = create(name);
    return new Machine(namespace, joinPublic(namespace, "eth0"));
  }

  /** A machine behind a router of its own. */
  public Hidden behind(String name, Nat nat) throws IOException {
    Namespace router = create(name + "r");
    String outside = joinPublic(router, "outside");
    Namespace machine = create(name);
    String network = "10.0." + count + ".";
    machine.ip(
        "link", "add", "eth0", "type", "veth", "peer", "name", "inside", "netns", router.name());
    router.ip("addr", "add", network + "1/24", "dev", "inside");
    router.ip("link", "set", "inside", "up");
    machine.ip("addr", "add", network + "2/24", "dev", "eth0");
    machine.ip("link", "set", "eth0", "up");
    machine.ip("route", "add", "default", "via", network + "1");
    router.forwardPackets();
    router.filter(nat.rules());
    return new Hidden(new Machine(machine, network + "2"), new Machine(router, outside));
  }

  private Namespace create(String name) throws IOException {
    Namespace namespace = Namespace.create(tag + name);
    made.add(namespace);
    return namespace;
  }

  private String joinPublic(Namespace namespace, String link) throws IOException {
    count++;
    String port = "port" + count;
    namespace.ip("link", "add", link, "type", "veth", "peer", "name", port, "netns", hub.name());
    hub.ip("link", "set", port, "master", "bridge", "up");
    String address = PUBLIC + (10 + count);
    namespace.ip("addr", "add", address + "/24", "dev", link);
    namespace.ip("link", "set", link, "up");
    return address;
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (Namespace each : made.reversed()) {
      try {
        each.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
