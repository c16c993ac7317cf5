package connet.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.DestinationSettings;
import connet.client.Front;
import connet.client.HostPort;
import connet.client.PortMapping;
import connet.client.Route;
import connet.client.Service;
import connet.client.SourceSettings;
import connet.control.TokenRules;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigsTest extends ConfigFixture {
  @TempDir Path folder;

  @Test
  void aClientHasTheDefaultsOfTheExistingNetwork() throws ConfigException {
    ClientConfig config =
        client(
            Map.of(),
            """
            [client]
            token = "t"
            [client.destinations.web]
            addr = ":3000"
            [client.sources.ssh]
            addr = ":0"
            route = "relay"
            """);
    assertEquals(new Address("localhost", 19190), config.server());
    assertEquals(new InetSocketAddress(19192), config.direct());
    assertEquals(List.of(), config.serverCas());
    assertEquals(
        List.of(
            new ClientConfig.Destination(
                "web",
                DestinationSettings.of(Route.ANY),
                new Service.Tcp(new HostPort("localhost", 3000)))),
        config.destinations());
    assertEquals(
        List.of(
            new ClientConfig.Source(
                "ssh", SourceSettings.of(Route.RELAY), new Front.Tcp(new InetSocketAddress(0)))),
        config.sources());
    assertEquals("localhost", config.serverName());
    assertEquals("", config.metadata());
    assertEquals(PortMapping.SYSTEM, config.portMapping());
    assertEquals(Duration.ofSeconds(5), config.handshakeTimeout());
    assertNull(config.status());
  }

  @Test
  void aLaterFileOverridesKeyByKey() throws ConfigException {
    ClientConfig config =
        client(
            Map.of(),
            """
            [client]
            token = "first"
            server-addr = "one:1"
            [client.destinations.web]
            addr = ":3000"
            route = "direct"
            """,
            """
            [client]
            token = "second"
            [client.destinations.web]
            addr = ":4000"
            [client.destinations.more]
            addr = "[::1]:5000"
            """);
    assertEquals("second", config.token());
    assertEquals("one:1", config.server().toString());
    assertEquals(
        List.of(
            new ClientConfig.Destination(
                "web",
                DestinationSettings.of(Route.DIRECT),
                new Service.Tcp(new HostPort("localhost", 4000))),
            new ClientConfig.Destination(
                "more",
                DestinationSettings.of(Route.ANY),
                new Service.Tcp(new HostPort("::1", 5000)))),
        config.destinations());
  }

  @Test
  void aTokenFileOnTopReplacesTheTokenBelow() throws ConfigException, IOException {
    Path file = Files.writeString(folder.resolve("token"), "from-file\n");
    String base = "[client]\ntoken = \"below\"\n[client.sources.x]\naddr = \":0\"\n";
    ClientConfig config =
        client(Map.of("CONNET_TOKEN", "no"), base, "[client]\ntoken_file = '" + file + "'\n");
    assertEquals("from-file", config.token());
  }

  @Test
  void anEndpointNamedLikeARivalKeyIsKept() throws ConfigException {
    ClientConfig config =
        client(
            Map.of("CONNET_TOKEN", "t"),
            "[client.sources.x]\naddr = \":0\"\n",
            "[client.sources.x-file]\naddr = \":0\"\n");
    assertEquals(2, config.sources().size());
  }

  @Test
  void theTokenComesFromTheEnvironmentWhenNothingElseSaysIt() throws ConfigException {
    String source = "[client.sources.x]\naddr = \":0\"\n";
    assertEquals("env", client(Map.of("CONNET_TOKEN", "env"), source).token());
    Values values = values(source);
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> ClientConfig.read(values, Map.of("CONNET_TOKEN", "a b"), new Problems()));
    assertEquals(List.of("$CONNET_TOKEN: must not hold spaces"), e.lines());
  }

  @Test
  void aFileOfAnotherRoleIsSaidToBeOne() {
    Values server = values("[server]\ntokens = ['t']\n");
    ConfigException e =
        assertThrows(
            ConfigException.class, () -> ClientConfig.read(server, Map.of(), new Problems()));
    assertEquals(
        List.of(
            "a.toml holds [server], and nothing for [client]: run it with connet server --config"
                + " a.toml"),
        e.lines());
    Values others = values("log-level = 'warn'\n", "[client]\ntoken = 't'\n[relay]\ntoken = 't'\n");
    e =
        assertThrows(
            ConfigException.class, () -> ServerConfig.read(others, Map.of(), new Problems()));
    assertEquals(
        List.of(
            "a.toml, b.toml hold [client] and [relay], and nothing for [server]: run it with connet"
                + " --config a.toml --config b.toml or connet relay --config a.toml --config"
                + " b.toml"),
        e.lines());
  }

  @Test
  void whatIsMissingIsSaid() {
    assertEquals(
        List.of(
            "a.toml: no token: set token or token-file in [client], --token, --token-file or"
                + " $CONNET_TOKEN",
            "a.toml: nothing to do: set [client.destinations.NAME] or [client.sources.NAME], or"
                + " --dst-name with --dst-addr or --dst-url, or --src-name with --src-addr or"
                + " --src-url"),
        complaints("[client]\n"));
    assertEquals(
        List.of(
            "a.toml:3: key 'client.destinations.x': has no address, add addr = \"localhost:3000\""
                + " or url = \"tcp://localhost:3000\"",
            "a.toml:5: key 'client.sources.y': has no address, add addr = \":8000\" or url ="
                + " \"tcp://:8000\""),
        complaints(
            "[client]\ntoken = 't'\n[client.destinations.x]\nroute = 'any'\n[client.sources.y]\n"));
    assertEquals(
        List.of(
            "a.toml: no tokens, so nobody would be admitted: set tokens or tokens-file in [server],"
                + " --tokens or --tokens-file"),
        complaints("[server]\naddr = ':1'\n"));
    assertEquals(
        List.of(
            "a.toml: no tokens, so nobody would be admitted: set client-tokens or"
                + " client-tokens-file in [control], --client-tokens or --client-tokens-file"),
        complaints("[control]\nrelay-tokens = ['r']\n"));
    assertEquals(
        List.of("a.toml: no token: set token or token-file in [relay], --token or --token-file"),
        complaints("[relay]\naddr = ':1'\n"));
  }

  @Test
  void addressesThatCollideAreRefused() {
    assertEquals(
        List.of("a.toml:4: key 'server.relay-addr': is taken by a.toml:3: key 'server.addr'"),
        complaints("[server]\ntokens = ['t']\naddr = ':1'\nrelay-addr = '127.0.0.1:1'\n"));
    assertEquals(
        List.of("key 'server.relay-addr' (default): is taken by a.toml:2: key 'server.addr'"),
        complaints("[server]\naddr = ':19191'\ntokens = ['t']\n"));
    assertEquals(
        List.of(
            "a.toml:6: key 'client.sources.b.addr': is taken by a.toml:4: key"
                + " 'client.sources.a.addr'"),
        complaints(
            """
            [client]
            token = 't'
            [client.sources.a]
            addr = '127.0.0.1:1'
            [client.sources.b]
            addr = 'localhost:1'
            """));
  }

  @Test
  void aNameThatIsNowhereIsRefused() {
    assertEquals(
        List.of("a.toml:3: key 'relay.addr': the name 'nowhere.invalid' cannot be resolved"),
        complaints("[relay]\ntoken = 't'\naddr = 'nowhere.invalid:1'\n"));
  }

  @Test
  void aServerHasItsDefaults() throws ConfigException {
    ServerConfig config =
        ServerConfig.read(values("[server]\ntokens = ['a', 'b', 'a']\n"), Map.of(), problems);
    assertEquals(TokenRules.unrestricted(Set.of("a", "b")), config.tokens());
    Ingress ingress = config.ingresses().getFirst();
    assertEquals(19190, ingress.address().getPort());
    assertNull(ingress.certificate());
    assertTrue(ingress.addresses().isEmpty());
    Ingress relay = config.relayIngresses().getFirst();
    assertEquals(19191, relay.address().getPort());
    assertEquals(List.of(new connet.protocol.HostPort("localhost", 0)), relay.publicAddresses());
    assertEquals("localhost", config.hostname());
    assertEquals(Duration.ofSeconds(30), config.endpointExpiry());
    assertNull(config.status());
    assertNull(config.store());
  }

  @Test
  void secretsAreNotShown() throws ConfigException {
    String client = "[client]\ntoken = 's3cret'\n[client.sources.x]\naddr = ':0'\n";
    assertFalse(client(Map.of(), client).toString().contains("s3cret"));
    Values server = values("[server]\ntokens = ['s3cret']\n");
    assertFalse(ServerConfig.read(server, Map.of(), problems).toString().contains("s3cret"));
    Values control = values("[control]\nclient-tokens = ['s3cret']\n");
    assertFalse(ControlConfig.read(control, Map.of(), problems).toString().contains("s3cret"));
    Values relay = values("[relay]\ntoken = 's3cret'\n");
    assertFalse(RelayConfig.read(relay, Map.of(), problems).toString().contains("s3cret"));
  }
}
