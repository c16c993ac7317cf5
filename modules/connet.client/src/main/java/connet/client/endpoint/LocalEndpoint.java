package connet.client.endpoint;

import connet.client.node.LocalIdentity;
import connet.client.node.Node;
import connet.client.path.Path;
import connet.client.path.Paths;
import connet.client.peer.Peers;
import connet.client.relay.RelayLinks;
import connet.client.task.Tasks;
import connet.client.task.Watched;
import connet.protocol.DerCertificate;
import connet.protocol.EndpointCertificates;
import connet.protocol.OfferedRelay;
import connet.protocol.Peer;
import connet.protocol.RemotePeer;
import connet.protocol.Role;
import connet.transport.ClientTrust;
import connet.transport.QuicConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;

/**
 * One destination or source while it is there: its identity, what it announces, its peers and the
 * paths to them.
 *
 * <p>Thread-safe. Closed by whoever started it.
 */
public final class LocalEndpoint implements AutoCloseable {
  /** What is done with a path while it is there. */
  public interface Use {
    /** Blocks until the path's connection has ended. */
    void use(LocalEndpoint endpoint, Path path) throws IOException, InterruptedException;
  }

  private final Node node;
  private final LocalIdentity self;
  private final boolean direct;
  private final Paths paths;
  private final Peers peers;
  private final RelayLinks relays;
  private final Watched<Peer> own;
  private final Announcer announcer;
  private final Tasks tasks;

  private LocalEndpoint(Node node, LocalIdentity self, boolean direct, boolean relayed, Use use) {
    this.node = node;
    this.self = self;
    this.direct = direct;
    this.paths = new Paths(self.toString(), node.silence(), path -> use.use(this, path));
    this.peers = new Peers(node, self, paths, direct);
    this.relays = new RelayLinks(node, self, paths);
    this.own = new Watched<>(announced(direct ? node.announced().get() : List.of(), List.of()));
    this.announcer = new Announcer(node, self, own, peers, relays, relayed);
    this.tasks = new Tasks(self.toString());
  }

  /**
   * Starts an endpoint; returns at once.
   *
   * @param direct whether it dials peers and is dialed
   * @param relayed whether it uses relays
   * @param use what is done with each path
   */
  public static LocalEndpoint start(
      Node node, String name, Role role, boolean direct, boolean relayed, Use use) {
    var self = new LocalIdentity(name, role, EndpointCertificates.create(Instant.now()));
    var endpoint = new LocalEndpoint(node, self, direct, relayed, use);
    endpoint.start();
    return endpoint;
  }

  private void start() {
    if (direct) {
      node.listener()
          .serve(
              self.certificates().serverName(),
              self.server(),
              new ClientTrust.Pinned(peers::admits));
      tasks.start("own addresses", () -> node.announced().follow(this::reachableAt));
    }
    tasks.start("own relays", () -> relays.connected().follow(this::reachableBy));
    tasks.start("peers", peers::run);
    tasks.start("relays", relays::run);
    tasks.start("announce", announcer::run);
  }

  private Peer announced(List<InetSocketAddress> directs, List<String> relayIds) {
    DerCertificate server = self.certificates().server().der();
    DerCertificate client = self.certificates().client().der();
    return new Peer(directs, server, client, relayIds);
  }

  private void reachableAt(List<InetSocketAddress> directs) {
    own.update(old -> announced(directs, old.relayIds()));
  }

  private void reachableBy(List<String> relayIds) {
    own.update(old -> announced(old.directs(), relayIds));
  }

  /** For log lines. */
  public LocalIdentity self() {
    return self;
  }

  /** The paths to its peers. */
  public Watched<List<Path>> paths() {
    return paths.all();
  }

  /** Its peers. */
  public List<RemotePeer> peers() {
    return peers.known().get();
  }

  /** The same, to be waited for. */
  public Watched<List<RemotePeer>> known() {
    return peers.known();
  }

  /** The relays that it is offered, by id. */
  public List<OfferedRelay> offeredRelays() {
    return relays.offered();
  }

  /** What the control server knows of it. */
  public Watched<AnnounceState> announced() {
    return announcer.state();
  }

  /** Whether the path leads to a peer: a relay may have none of ours. */
  public boolean leadsToPeer(Path path) {
    return path.kind().direct() || peers().stream().anyMatch(path::leadsTo);
  }

  /** Whether an accepted connection has asked for this endpoint. */
  public boolean wasAskedFor(QuicConnection connection) {
    return self.certificates().server().certificate().equals(connection.localCertificate());
  }

  /** Takes a connection that has asked for this endpoint; returns at once. */
  public void adopt(QuicConnection connection) {
    peers.adopt(connection);
  }

  /** Revokes it and closes its connections; takes a second or two at most. */
  @Override
  public void close() {
    try {
      announcer.revoke();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    node.listener().withdraw(self.certificates().serverName());
    tasks.close();
    peers.close();
    relays.close();
  }
}
