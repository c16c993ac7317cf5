package connet.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.app.cli.CommandLineParser;
import connet.app.cli.Invocation;
import connet.control.NamePattern;
import connet.control.TokenRules;
import connet.protocol.AddressRules;
import connet.protocol.Cidr;
import connet.protocol.HostPort;
import connet.protocol.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Servers configured as those of the existing network, and in both ways at once. */
class DialectsTest {
  private final Problems problems = new Problems();

  private Values values(String flags, String... files) throws ConfigException {
    List<Layer> layers = new ArrayList<>();
    for (String file : files) {
      layers.add(FileLayer.read((char) ('a' + layers.size()) + ".toml", file, problems));
    }
    assertEquals(List.of(), problems.lines());
    if (!flags.isEmpty()
        && CommandLineParser.parse(flags.split(" ", -1)) instanceof Invocation.Run run) {
      layers.add(run.flags());
    }
    return Values.of(layers);
  }

  private ServerConfig server(String flags, String... files) throws ConfigException {
    return ServerConfig.read(values(flags, files), Map.of(), problems);
  }

  private ControlConfig control(String flags, String... files) throws ConfigException {
    return ControlConfig.read(values(flags, files), Map.of(), problems);
  }

  private RelayConfig relay(String flags, String... files) throws ConfigException {
    return RelayConfig.read(values(flags, files), Map.of(), problems);
  }

  private static List<Integer> ports(List<Ingress> ingresses) {
    return ingresses.stream().map(ingress -> ingress.address().getPort()).toList();
  }

  private static AddressRules allow(String range) {
    return new AddressRules(List.of(Cidr.parse(range)), List.of());
  }

  @Test
  void aServerListensAtSeveralAddresses() throws ConfigException {
    ServerConfig config =
        server(
            "",
            """
            [server]
            tokens = ["t"]
            endpoint-expiry-timeout = "1m"
            status-addr = "127.0.0.1:1"
            [[server.ingress]]
            allow-cidrs = ["10.0.0.0/8"]
            [[server.ingress]]
            addr = "127.0.0.1:2"
            deny-cidrs = ["::/0"]
            [[server.relay-ingress]]
            hostports = ["relay.example.org", "[2001:db8::1]:3", ":4"]
            [[server.relay-ingress]]
            addr = "127.0.0.1:5"
            hostports = [":6"]
            """);
    assertEquals(List.of(19190, 2), ports(config.ingresses()));
    assertEquals(allow("10.0.0.0/8"), config.ingresses().getFirst().addresses());
    assertEquals(
        new AddressRules(List.of(), List.of(Cidr.parse("::/0"))),
        config.ingresses().getLast().addresses());
    assertEquals(
        List.of(
            new HostPort("relay.example.org", 0),
            new HostPort("2001:db8::1", 3),
            new HostPort("localhost", 4)),
        config.relayIngresses().getFirst().publicAddresses());
    assertEquals(
        List.of(new HostPort("127.0.0.1", 6)), config.relayIngresses().getLast().publicAddresses());
    assertEquals(List.of(19191, 5), ports(config.relayIngresses()));
    assertEquals("relay.example.org", config.hostname());
    assertEquals(Duration.ofMinutes(1), config.endpointExpiry());
    assertNotNull(config.status());
  }

  @Test
  void expiryIsSwitchedOffByAFlagWithOrWithoutAValue() throws ConfigException {
    String file = "[server]\ntokens = ['t']\nendpoint-expiry-timeout = '1m'\n";
    assertEquals(Duration.ZERO, server("server --endpoint-expiry-disable", file).endpointExpiry());
    assertEquals(
        Duration.ofMinutes(1),
        server("server --endpoint-expiry-disable=false", file).endpointExpiry());
    assertEquals(
        Duration.ofSeconds(30),
        server("server --endpoint-expiry-timeout -1s", file).endpointExpiry());
  }

  @Test
  void tokensHaveTheirRestrictionsInTheirOrder() throws ConfigException {
    ServerConfig config =
        server(
            "",
            """
            [server]
            tokens = ["b", "a"]
            [[server.token-restriction]]
            name-matches = "^web"
            role-matches = "source"
            allow-cidrs = ["10.0.0.0/8"]
            [[server.token-restriction]]
            """);
    assertEquals(
        Map.of(
            "b",
            new TokenRules(
                allow("10.0.0.0/8"),
                Optional.of(NamePattern.parse("^web")),
                Optional.of(Role.SOURCE)),
            "a",
            TokenRules.NONE),
        config.tokens());
  }

  @Test
  void asManyRestrictionsAsTokensAreNeeded() {
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> server("", "[server]\ntokens = ['a', 'b']\n[[server.token-restriction]]\n"));
    assertEquals(
        List.of(
            "a.toml:3: key 'server.token-restriction': there are 1 restrictions for 2 tokens,"
                + " write one for each token, in their order, or none at all"),
        e.lines());
  }

  @Test
  void flagsChangeTheOnlyIngressAndReplaceSeveral() throws ConfigException {
    String one = "[server]\ntokens = ['t']\n[[server.ingress]]\nallow-cidrs = ['10.0.0.0/8']\n";
    ServerConfig config = server("server --addr :7", one);
    assertEquals(List.of(7), ports(config.ingresses()));
    assertEquals(allow("10.0.0.0/8"), config.ingresses().getFirst().addresses());

    String two = one + "[[server.ingress]]\naddr = ':2'\n";
    config = server("server --allow-cidr 192.0.2.1 --allow-cidr 192.0.2.2", two);
    assertEquals(List.of(19190), ports(config.ingresses()));
    assertEquals(2, config.ingresses().getFirst().addresses().allow().size());
  }

  @Test
  void aFileOnTopChangesTheIngressThatHasItsPlace() throws ConfigException {
    String ours = "[server]\ntokens = ['t']\naddr = ':1'\n";
    String theirs = "[[server.ingress]]\ndeny-cidrs = ['10.0.0.0/8']\n";
    ServerConfig config = server("", ours, theirs);
    assertEquals(List.of(1), ports(config.ingresses()));
    assertEquals(1, config.ingresses().getFirst().addresses().deny().size());
  }

  @Test
  void onlyTheFirstIngressHasADefault() {
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> server("", "[server]\ntokens = ['t']\n[[server.ingress]]\n[[server.ingress]]\n"));
    assertTrue(
        e.lines()
            .contains(
                "a.toml:4: key 'server.ingress': has no address, only the first one has a default:"
                    + " add addr"),
        e.getMessage());
  }

  @Test
  void aControlServerIsConfiguredInBothWays() throws ConfigException {
    ControlConfig ours = control("", "[control]\nclient-tokens = ['c']\nrelay-tokens = ['r']\n");
    assertEquals(List.of(19190), ports(ours.clients()));
    assertNull(ours.relays());

    ControlConfig theirs =
        control(
            "",
            """
            [control]
            clients-tokens = ["c"]
            relays-tokens = ["r"]
            [[control.clients-token-restriction]]
            role-matches = "destination"
            [[control.relays-token-restriction]]
            allow-cidrs = ["10.0.0.0/8"]
            [[control.clients-ingress]]
            [[control.clients-ingress]]
            addr = ":1"
            """);
    assertEquals(List.of(19190, 1), ports(theirs.clients()));
    assertNotNull(theirs.relays());
    assertEquals(List.of(19189), ports(theirs.relays()));
    assertEquals(Map.of("r", allow("10.0.0.0/8")), theirs.relayTokens());
    assertEquals(
        Optional.of(Role.DESTINATION),
        theirs.clientTokens().getOrDefault("c", TokenRules.NONE).role());
  }

  @Test
  void withoutRelayTokensThereIsNoAddressForRelays() throws ConfigException {
    ControlConfig config = control("control --clients-tokens c --clients-addr :1");
    assertEquals(List.of(1), ports(config.clients()));
    assertEquals(List.of(), config.relays());
    config = control("control --clients-tokens c --relays-addr :2");
    assertEquals(List.of(19190), ports(config.clients()));
    assertNotNull(config.relays());
    assertEquals(List.of(2), ports(config.relays()));
  }

  @Test
  void oneAddressForBothAndOneForClientsAreTooMany() {
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () ->
                control(
                    "control --clients-addr :2",
                    "[control]\nclient-tokens = ['c']\naddr = ':1'\n"));
    assertEquals(
        List.of("a.toml:3: key 'control.addr': is given besides --clients-addr, give only one"),
        e.lines());
  }

  @Test
  void aRelayIsConfiguredInBothWays() throws ConfigException {
    RelayConfig ours = relay("", "[relay]\ntoken = 't'\nhostname = '::1'\n");
    assertEquals(List.of(19191), ports(ours.ingresses()));
    assertEquals(List.of(new HostPort("::1", 0)), ours.ingresses().getFirst().publicAddresses());
    assertEquals(List.of("localhost:19190", "localhost:19189"), texts(ours.control()));
    assertEquals(Duration.ofSeconds(5), ours.handshakeTimeout());

    RelayConfig theirs =
        relay(
            "",
            """
            [relay]
            token = "t"
            metadata = "in the cellar"
            control-addr = "192.0.2.1:1"
            control-name = "control.example.org"
            handshake-idle-timeout = "1500ms"
            [[relay.ingress]]
            [[relay.ingress]]
            addr = ":2"
            hostports = ["a:3", "b"]
            allow-cidrs = ["10.0.0.0/8"]
            """);
    assertEquals(List.of(19191, 2), ports(theirs.ingresses()));
    assertEquals("in the cellar", theirs.metadata());
    assertEquals("control.example.org", theirs.controlName());
    assertEquals(List.of("192.0.2.1:1"), texts(theirs.control()));
    assertEquals(Duration.ofMillis(1500), theirs.handshakeTimeout());
    assertEquals(
        List.of(new HostPort("localhost", 0)), theirs.ingresses().getFirst().publicAddresses());
    assertEquals(allow("10.0.0.0/8"), theirs.ingresses().getLast().addresses());
  }

  private static List<String> texts(List<Address> addresses) {
    return addresses.stream().map(Address::toString).toList();
  }

  @Test
  void anIpv6AddressWithoutBracketsIsWarnedOf() throws ConfigException {
    relay("relay --token t --hostport 2001:db8::1");
    assertTrue(problems.warnings().getFirst().contains("brackets"), problems.warnings().toString());
  }

  @Test
  void anEmptyTextIsAsIfItWereNotThere() throws ConfigException {
    ServerConfig config =
        server("", "[server]\ntokens = ['t']\ntokens-file = ''\naddr = ''\nstore-dir = ''\n");
    assertEquals(List.of(19190), ports(config.ingresses()));
    assertNull(config.store());
  }
}
