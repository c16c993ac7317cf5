package connet.app.demo;

import connet.app.config.Ingress;
import connet.app.config.Origin;
import connet.app.config.ServerConfig;
import connet.app.role.Host;
import connet.app.role.OwnCertificate;
import connet.app.role.ServerRole;
import connet.app.role.StartException;
import connet.app.role.Version;
import connet.client.Client;
import connet.client.ClientSettings;
import connet.client.Destination;
import connet.client.HostPort;
import connet.client.Route;
import connet.client.Source;
import connet.client.TcpForward;
import connet.control.ControlSettings;
import connet.control.TokenRules;
import connet.protocol.AddressRules;
import connet.protocol.Ids;
import connet.transport.Identity;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A control server, a relay, a destination in front of a page, and a source that leads to it; all
 * on the loopback interface, with fresh certificates and tokens. Tells step by step what happens.
 */
public final class Demo implements AutoCloseable {
  private static final String ENDPOINT = "demo";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final Host host;
  private final Closing closing = new Closing();
  private int step;
  private @Nullable ClientSettings settings;
  private @Nullable Client sourceClient;
  private @Nullable TcpForward forward;

  private Demo(Host host) {
    this.host = host;
  }

  /**
   * Starts everything; returns when the page can be reached.
   *
   * @param port TCP port of the source; 0 for a free one
   * @throws StartException when it is taken, or there is no path within ten seconds
   */
  public static Demo start(Host host, int port) throws StartException, IOException {
    Demo demo = new Demo(host);
    boolean started = false;
    try {
      demo.startAll(port);
      started = true;
      return demo;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted", e);
    } finally {
      if (!started) {
        demo.close();
      }
    }
  }

  private void startAll(int port) throws StartException, IOException, InterruptedException {
    Path folder = closing.folder(Files.createTempDirectory("connet-demo-"));
    OwnCertificate certificate = OwnCertificate.in(folder, "localhost");
    tell("made a certificate and a token, in a folder that is removed at the end");

    String token = Ids.random();
    ServerRole server =
        closing.add(ServerRole.start(serverConfig(token, certificate.certificate()), folder, host));
    tell("control server listens at " + shown(server.address()) + " (UDP)");
    if (!server.relay().awaitRegistered(PATIENCE)) {
      throw new StartException("the relay did not register at the control server");
    }
    tell("relay listens at " + shown(server.relay().address()) + " (UDP)");

    DemoPage page = closing.add(DemoPage.start(this::report));
    tell("the page to be reached is served at " + shown(page.address()) + " (TCP)");

    ClientSettings common = settings(server.address(), certificate, token);
    settings = common;
    Client destinationClient = closing.add(Client.connect(common));
    Destination destination = destinationClient.destination(ENDPOINT, Route.ANY);
    Thread.startVirtualThread(() -> offer(destination, page.address()));
    tell("a client offers it as destination '" + ENDPOINT + "'");

    Client client = closing.add(Client.connect(common));
    sourceClient = client;
    Source source = client.source(ENDPOINT, Route.ANY);
    forward = listen(source, port);
    tell("another client, the source, listens at " + shown(forward.address()) + " (TCP)");

    if (!source.awaitPeer(PATIENCE)) {
      throw new StartException("no path between the two clients within 10 s");
    }
    PathReport found = report();
    tell("they have found each other: " + found.word() + ", RTT " + found.milliseconds() + " ms");
  }

  private static ServerConfig serverConfig(String token, Identity certificate) {
    InetSocketAddress anyPort = new InetSocketAddress(LOOPBACK, 0);
    Origin origin = new Origin.Flag("demo");
    return new ServerConfig(
        TokenRules.unrestricted(List.of(token)),
        List.of(new Ingress(anyPort, certificate, List.of(), AddressRules.NONE, origin)),
        List.of(
            new Ingress(
                anyPort,
                null,
                List.of(new connet.protocol.HostPort(LOOPBACK.getHostAddress(), 0)),
                AddressRules.NONE,
                origin)),
        ControlSettings.DEFAULT_ENDPOINT_EXPIRY,
        null,
        null);
  }

  private static ClientSettings settings(
      InetSocketAddress server, OwnCertificate certificate, String token) {
    return new ClientSettings(
        new HostPort(LOOPBACK.getHostAddress(), server.getPort()),
        "localhost",
        List.of(certificate.certificate().leaf()),
        token,
        new InetSocketAddress(LOOPBACK, 0),
        Version.text(),
        "demo");
  }

  private static TcpForward listen(Source source, int port) throws StartException, IOException {
    try {
      return source.listen(new InetSocketAddress(LOOPBACK, port));
    } catch (BindException e) {
      throw new StartException(e.getMessage() + "; choose another port with --port", e);
    }
  }

  private static void offer(Destination destination, InetSocketAddress page) {
    try {
      destination.forwardTo(new HostPort(page.getAddress().getHostAddress(), page.getPort()));
    } catch (IOException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How the page is reached at this moment. */
  PathReport report() {
    Client client = sourceClient;
    if (client == null) {
      throw new IllegalStateException("nobody can ask for the page before there is a source");
    }
    return PathReport.of(client.status());
  }

  /** Where the page is reached through the tunnel. */
  public String url() {
    TcpForward listening = forward;
    if (listening == null) {
      throw new IllegalStateException("not started");
    }
    return url(listening);
  }

  private static String url(TcpForward listening) {
    return "http://" + shown(listening.address()) + "/";
  }

  /**
   * Fetches the page once through the tunnel.
   *
   * @return one line that says how it went
   * @throws StartException when it did not come, or another page did
   */
  public String check() throws StartException {
    Optional<String> wrong = PageCheck.run(url());
    PathReport after = report();
    if (wrong.isPresent()) {
      throw new StartException("check failed: " + wrong.get());
    }
    if (after.received() == 0) {
      throw new StartException("check failed: the page came, but not through the tunnel");
    }
    return "check: the page came through the tunnel, "
        + after.word()
        + ", RTT "
        + after.milliseconds()
        + " ms, "
        + after.received()
        + " bytes";
  }

  /**
   * Moves 128 MiB each way and opens 3,000 connections, through the tunnel as it was found and by
   * the relay.
   *
   * @return two lines that say how fast
   * @throws StartException when something did not arrive whole
   */
  public List<String> speed() throws StartException {
    ClientSettings known = settings;
    if (known == null) {
      throw new IllegalStateException("not started");
    }
    try (Client client = Client.connect(known)) {
      String found = SpeedCheck.run(report().word(), url());
      Source source = client.source(ENDPOINT, Route.RELAY);
      String relayed = url(listen(source, 0));
      if (!source.awaitPeer(PATIENCE)) {
        throw new StartException("no path by the relay within 10 s");
      }
      return List.of(found, SpeedCheck.run("by relay", relayed));
    } catch (IOException e) {
      throw new StartException("speed not measured: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted", e);
    }
  }

  private void tell(String what) {
    step++;
    host.out().println(step + ". " + what);
  }

  private static String shown(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /** Ends everything and removes the folder. */
  @Override
  public void close() {
    closing.close();
  }
}
