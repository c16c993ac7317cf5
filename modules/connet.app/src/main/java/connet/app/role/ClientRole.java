package connet.app.role;

import connet.app.config.Address;
import connet.app.config.ClientConfig;
import connet.app.status.ClientReport;
import connet.client.Client;
import connet.client.ClientSettings;
import connet.client.ClientStatus;
import connet.client.Destination;
import connet.client.HostPort;
import connet.client.RefusedException;
import connet.client.Source;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client as the program runs it: with the endpoints of a configuration. */
public final class ClientRole implements Role {
  private static final Logger LOG = LoggerFactory.getLogger(ClientRole.class);

  /** How often a source tries again to listen at an address that is taken. */
  private static final Duration LISTEN_AGAIN = Duration.ofSeconds(3);

  /** Longer than any session is waited for; it ends earlier, with the client. */
  private static final Duration ALWAYS = Duration.ofDays(10_000);

  /** A source that cannot listen where it should. */
  private record Unheard(ClientConfig.Source config, Source source, BindException why) {
    String line() {
      return "source '" + config.name() + "': " + why.getMessage();
    }
  }

  private final Client client;
  private final ClientConfig config;

  private ClientRole(Client client, ClientConfig config) {
    this.client = client;
    this.config = config;
  }

  /**
   * Starts a client with its endpoints; a server that cannot be reached is tried again and again.
   *
   * @param stop is failed when the first answer of the control server is that it refuses us
   * @throws StartException when the UDP address is taken, or those of all that there is to run
   */
  public static ClientRole start(ClientConfig config, Host host, Stop stop)
      throws StartException, IOException {
    Ports.check("", List.of(config.direct()), "direct-addr");
    ClientRole role = new ClientRole(start(settings(config, host)), config);
    boolean started = false;
    try {
      role.serve();
      role.watchFirstSession(stop);
      started = true;
      return role;
    } finally {
      if (!started) {
        role.close();
      }
    }
  }

  private static ClientSettings settings(ClientConfig config, Host host) throws StartException {
    Address server = config.server();
    ClientSettings settings =
        new ClientSettings(
                new HostPort(server.host(), server.port()),
                config.serverName(),
                config.serverCas(),
                config.token(),
                config.direct(),
                Version.text(),
                config.metadata())
            .withPortMapping(config.portMapping())
            .withHandshakeIdleTimeout(config.handshakeTimeout());
    return ResetKeys.of(config, host).map(settings::withResetKey).orElse(settings);
  }

  private static Client start(ClientSettings settings) throws StartException, IOException {
    try {
      return Client.start(settings);
    } catch (BindException e) {
      throw Ports.taken(e, "direct-addr");
    }
  }

  private void serve() throws StartException, IOException {
    for (ClientConfig.Destination each : config.destinations()) {
      Destination destination = client.destination(each.name(), each.settings());
      Background.start("destination " + each.name(), () -> destination.forwardTo(each.service()));
    }
    List<Unheard> unheard = new ArrayList<>();
    for (ClientConfig.Source each : config.sources()) {
      Source source = client.source(each.name(), each.settings());
      try {
        source.listen(each.front());
      } catch (BindException e) {
        unheard.add(new Unheard(each, source, e));
      }
    }
    boolean idle = unheard.size() == config.destinations().size() + config.sources().size();
    if (idle && !unheard.isEmpty()) {
      throw new StartException(
          unheard.stream().map(Unheard::line).collect(Collectors.joining("; "))
              + "; choose another address with addr or url, --src-addr or --src-url",
          unheard.getFirst().why);
    }
    for (Unheard each : unheard) {
      report(each.config, each.why);
      Background.start("source " + each.config.name(), () -> listenLater(each.source, each.config));
    }
  }

  private static void listenLater(Source source, ClientConfig.Source config)
      throws IOException, InterruptedException {
    while (true) {
      Thread.sleep(LISTEN_AGAIN);
      try {
        source.listen(config.front());
        return;
      } catch (BindException e) {
        report(config, e);
      }
    }
  }

  private static void report(ClientConfig.Source source, BindException e) {
    LOG.error(
        "source is not reachable, trying again in {} s source={} why={}",
        LISTEN_AGAIN.toSeconds(),
        source.name(),
        e.getMessage());
  }

  /** A token that is refused at once is a mistake; refused later, it may be one of the server. */
  private void watchFirstSession(Stop stop) {
    Background.start(
        "first session",
        () -> {
          try {
            client.awaitConnected(ALWAYS);
          } catch (InterruptedIOException e) {
            throw e;
          } catch (RefusedException e) {
            stop.fail(new StartException(e.getMessage() + "; check the token", e));
          }
        });
  }

  @Override
  public String name() {
    return "client";
  }

  @Override
  public boolean awaitReady(Duration timeout) throws IOException {
    return client.awaitConnected(timeout);
  }

  @Override
  public String state() {
    ClientStatus status = client.status();
    String server = "the control server " + config.server();
    if (status.connected()) {
      return "connected to " + server;
    }
    String trouble = status.trouble();
    return "not connected to " + server + (trouble.isEmpty() ? "" : ": " + trouble);
  }

  @Override
  public Map<String, @Nullable Object> status() {
    return ClientReport.of(client.status(), config.server().toString(), config.metadata());
  }

  @Override
  public void close() {
    client.close();
  }
}
