package connet.client.lab;

import connet.client.task.Tasks;
import connet.client.task.Watched;
import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.protocol.ClientAuthenticateRequest;
import connet.protocol.ClientAuthenticateResponse;
import connet.protocol.ClientRequest;
import connet.protocol.ClientResponse;
import connet.protocol.ErrorStatus;
import connet.protocol.Framing;
import connet.protocol.Leaf;
import connet.protocol.OfferedRelay;
import connet.protocol.Peer;
import connet.protocol.RemotePeer;
import connet.protocol.Role;
import connet.protocol.SelfSigned;
import connet.transport.ClientTrust;
import connet.transport.Identity;
import connet.transport.QuicConnection;
import connet.transport.QuicListener;
import connet.transport.QuicSocket;
import connet.transport.QuicStream;
import connet.transport.SocketSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** A control server that does just what a client sees of one. Forgets whom it lost at once. */
public final class FakeControl implements AutoCloseable {
  public static final String TOKEN = "token";

  /** One entry of the directory; the id is its client's. */
  public record Entry(String endpoint, Role role, String id, Peer peer) {}

  /** All entries, and the ids of those that nobody is told of. */
  public record Directory(Map<Long, Entry> entries, Set<String> revoked) {
    private Directory with(long key, Entry entry) {
      Map<Long, Entry> next = new TreeMap<>(entries);
      next.put(key, entry);
      return new Directory(next, revoked);
    }

    private Directory without(long key) {
      Map<Long, Entry> next = new TreeMap<>(entries);
      next.remove(key);
      return new Directory(next, revoked);
    }

    private Directory revoking(String id) {
      Set<String> next = new HashSet<>(revoked);
      next.add(id);
      return new Directory(entries, next);
    }

    /** Those who announce this, by their ids; the newest entry of each. */
    public Map<String, Peer> peers(String endpoint, Role role) {
      Map<String, Peer> peers = new HashMap<>();
      entries.values().stream()
          .filter(entry -> entry.endpoint().equals(endpoint) && entry.role() == role)
          .filter(entry -> !revoked.contains(entry.id()))
          .forEach(entry -> peers.put(entry.id(), entry.peer()));
      return peers;
    }
  }

  private final Leaf leaf;
  private final QuicSocket socket;
  private final Tasks tasks = new Tasks("fake control");
  private final AtomicInteger clients = new AtomicInteger();
  private final Watched<Directory> directory = new Watched<>(new Directory(Map.of(), Set.of()));
  private final AtomicLong entries = new AtomicLong();
  private final Watched<List<OfferedRelay>> relays = new Watched<>(List.of());
  private final Watched<Integer> sessions = new Watched<>(0);
  private final AtomicInteger unread = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean silent;
  private volatile UnaryOperator<InetSocketAddress> view = UnaryOperator.identity();

  private FakeControl(QuicSocket socket, Leaf leaf) {
    this.socket = socket;
    this.leaf = leaf;
  }

  public static Leaf newLeaf() {
    return SelfSigned.forHosts(List.of("localhost"), Instant.now());
  }

  public static FakeControl start(int port, Leaf leaf, List<String> alpns) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var control = new FakeControl(QuicSocket.bind(SocketSettings.at(address)), leaf);
    QuicListener listener = control.socket.listen(alpns);
    listener.serveAnyName(
        new Identity(List.of(leaf.certificate()), leaf.key()), new ClientTrust.None());
    control.tasks.start("accept", () -> control.accept(listener));
    return control;
  }

  public int port() {
    return socket.localAddress().getPort();
  }

  public Leaf leaf() {
    return leaf;
  }

  /** What is announced now, by anybody. */
  public Watched<Directory> directory() {
    return directory;
  }

  /** How many sessions there have been. */
  public Watched<Integer> sessions() {
    return sessions;
  }

  /** Offers these relays to everybody. */
  public void offer(List<OfferedRelay> offers) {
    relays.set(offers);
  }

  /** From now on a client that asks is told that it is seen at another address. */
  public void seeAt(UnaryOperator<InetSocketAddress> address) {
    view = address;
  }

  /** Closes the next connections as if their request had not come in time. */
  public void leaveUnread(int connections) {
    unread.set(connections);
  }

  /** From now on whoever asks for a session waits for an answer. */
  public void keepSilent() {
    silent = true;
  }

  /** How many have asked for a session so far, answered or not. */
  public int asked() {
    return asked.get();
  }

  /** How many announces and requests for relays were refused so far. */
  public int refused() {
    return refused.get();
  }

  /** Tells nobody of this client any more, although it goes on announcing. */
  public void revoke(String clientId) {
    directory.update(all -> all.revoking(clientId));
  }

  /** An entry of somebody who has no session here. */
  public void announce(String endpoint, Role role, String id, Peer peer) {
    put(entries.incrementAndGet(), new Entry(endpoint, role, id, peer));
  }

  private void put(long key, Entry entry) {
    directory.update(all -> all.with(key, entry));
  }

  private void accept(QuicListener listener) throws IOException {
    while (true) {
      QuicConnection connection = listener.accept();
      tasks.start("session", () -> serve(connection));
    }
  }

  private void serve(QuicConnection connection) throws IOException, InterruptedException {
    Framing framing = Alpn.Kind.CLIENT_CONTROL.framing(connection.alpn());
    QuicStream stream = connection.acceptStream();
    asked.incrementAndGet();
    if (silent) {
      connection.awaitEnd();
      return;
    }
    if (unread.getAndDecrement() > 0) {
      connection.close(100, "Error while authenticating");
      return;
    }
    var request =
        ClientAuthenticateRequest.decode(framing.read(stream.input(), Framing.UNAUTHENTICATED_MAX));
    if (!request.token().equals(TOKEN)) {
      var error = new ErrorStatus(100, "invalid token");
      framing.write(stream.output(), new ClientAuthenticateResponse.Refused(error).encode());
      stream.shutdownOutput();
      connection.close(100, "invalid token");
      return;
    }
    String id =
        request.reconnectToken().isEmpty()
            ? "client-" + clients.incrementAndGet()
            : new String(request.reconnectToken().toArray(), StandardCharsets.UTF_8);
    Bytes reconnect = Bytes.of(id.getBytes(StandardCharsets.UTF_8));
    InetSocketAddress seen = view.apply(connection.remoteAddress());
    framing.write(
        stream.output(), new ClientAuthenticateResponse.Accepted(seen, reconnect).encode());
    stream.shutdownOutput();
    sessions.update(count -> count + 1);
    while (true) {
      QuicStream next = connection.acceptStream();
      tasks.start("stream", () -> converse(next, framing, id));
    }
  }

  private void converse(QuicStream stream, Framing framing, String id)
      throws IOException, InterruptedException {
    try (stream) {
      switch (ClientRequest.decode(framing.read(stream.input(), Framing.REQUEST_MAX))) {
        case ClientRequest.Announce announce -> announced(stream, framing, id, announce);
        case ClientRequest.Relay relay when relay.endpoint().startsWith("forbidden") ->
            refuse(stream, framing);
        case ClientRequest.Relay relay ->
            relays.follow(
                offers ->
                    framing.write(
                        stream.output(),
                        new ClientResponse.Relays(
                                offers.stream().map(offer -> ticketed(offer, relay)).toList())
                            .encode()));
      }
    }
  }

  private static OfferedRelay ticketed(OfferedRelay offer, ClientRequest.Relay relay) {
    return new OfferedRelay(
        offer.id(),
        offer.addresses(),
        offer.serverCertificate(),
        FakeRelay.ticket(relay.endpoint(), relay.role()),
        offer.metadata());
  }

  private void announced(
      QuicStream stream, Framing framing, String id, ClientRequest.Announce first)
      throws IOException, InterruptedException {
    long key = entries.incrementAndGet();
    if (first.endpoint().startsWith("forbidden")) {
      refuse(stream, framing);
      return;
    }
    try (var writer = new Tasks("fake announce")) {
      put(key, new Entry(first.endpoint(), first.role(), id, first.peer()));
      writer.start("writer", () -> directory.follow(all -> tell(stream, framing, first, all)));
      while (true) {
        if (ClientRequest.decode(framing.read(stream.input(), Framing.REQUEST_MAX))
            instanceof ClientRequest.Announce again) {
          put(key, new Entry(again.endpoint(), again.role(), id, again.peer()));
        }
      }
    } finally {
      directory.update(all -> all.without(key));
    }
  }

  private void refuse(QuicStream stream, Framing framing) throws IOException {
    var error = new ErrorStatus(101, "endpoint not allowed");
    framing.write(stream.output(), new ClientResponse.Failed(error).encode());
    refused.incrementAndGet();
  }

  private void tell(QuicStream stream, Framing framing, ClientRequest.Announce asked, Directory all)
      throws IOException {
    List<RemotePeer> peers =
        all.peers(asked.endpoint(), asked.role().opposite()).entrySet().stream()
            .map(peer -> new RemotePeer(peer.getKey(), peer.getValue(), ""))
            .toList();
    framing.write(stream.output(), new ClientResponse.Announced(peers).encode());
  }

  @Override
  public void close() {
    tasks.close();
    socket.close();
  }
}
