package connet.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileLayerTest {
  private static List<String> problems(String toml) {
    Problems problems = new Problems();
    FileLayer.read("f.toml", toml, problems);
    return problems.lines();
  }

  /** In the inputs a vertical bar stands for the end of a line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          log-levle = "info" ~ 1: key 'log-levle': unknown key, did you mean 'log-level'?
          [clinet]|token = "x" ~ 1: key 'clinet': unknown key, did you mean 'client'?
          token = "x" ~ 1: key 'token': unknown key, it belongs in [client] or [relay]
          [client]|log-level = "info" ~ 2: key 'client.log-level': unknown key, it belongs at the top of the file, above all tables
          [client.sources.x]|log-format = "json" ~ 2: key 'client.sources.x.log-format': unknown key, it belongs at the top of the file, above all tables
          [client]|tokn = "x" ~ 2: key 'client.tokn': unknown key, did you mean 'client.token'?
          [client]||[client.destinatons.x]|addr = ":1" ~ 3: key 'client.destinatons': unknown key, did you mean 'client.destinations'?
          [client.destinations.x]|adr = ":1" ~ 2: key 'client.destinations.x.adr': unknown key, did you mean 'client.destinations.x.addr'?
          [client.destinations.x]|zzzzzzzz = 1 ~ 2: key 'client.destinations.x.zzzzzzzz': unknown key, known here: addr, url, route, relay-encryptions, dial-timeout, cas-file, cert-file, key-file, proxy-proto-version
          [client]|cert-file = "x" ~ 2: key 'client.cert-file': unknown key, it belongs in [client.destinations] or [client.sources] or [server] or [[server.ingress]] or [control] or [[control.clients-ingress]] or [[control.relays-ingress]]
          [server]|server-cas-file = "x" ~ 2: key 'server.server-cas-file': unknown key, it belongs in [client]
          client = 3 ~ 1: key 'client': must be a table, written [client]
          [client]|destinations = "x" ~ 2: key 'client.destinations': must be a table, written [client.destinations]
          [client.destinations]|x = ":3000" ~ 2: key 'client.destinations.x': must be a table, written [client.destinations.x]
          [client.destinations.x]|addr = 3000 ~ 2: key 'client.destinations.x.addr': must be a text in quotes, not a whole number
          [server]|addr = true ~ 2: key 'server.addr': must be a text in quotes, not true or false
          [server]|addr = 1.5 ~ 2: key 'server.addr': must be a text in quotes, not a number
          [server]|addr = 1979-05-27 ~ 2: key 'server.addr': must be a text in quotes, not a date or time
          [server]|addr = [":1"] ~ 2: key 'server.addr': must be a text in quotes, not a list
          [server]|addr = {} ~ 2: key 'server.addr': must be a text in quotes, not a table
          [server]|addr = " " ~ 2: key 'server.addr': must not be empty
          [server]|addr = "a\\nb:1" ~ 2: key 'server.addr': must not hold control characters
          [server]|tokens = "x" ~ 2: key 'server.tokens': must be a list of texts, not a text
          [server]|tokens = ["a", ""] ~ 2: key 'server.tokens': item 2: must not be empty
          [server]|tokens = ["a b"] ~ 2: key 'server.tokens': item 1: must not hold spaces
          [server]|tokens = ["ä"] ~ 2: key 'server.tokens': item 1: must hold only ASCII letters, digits and punctuation
          [server]|tokens = ["a"]|tokens-file = "f" ~ 3: key 'server.tokens-file': is given besides f.toml:2: key 'server.tokens', give only one
          [client]|token-file = "f"|token_file = "f" ~ 3: key 'client.token_file': is given besides f.toml:2: key 'client.token-file', give only one
          [server]|addr = ":70000" ~ 2: key 'server.addr': port 70000 is out of range, 0 to 65535
          [server]|addr = ":999999999999" ~ 2: key 'server.addr': port 999999999999 is out of range, 0 to 65535
          [server]|addr = ":htp" ~ 2: key 'server.addr': the port 'htp' is not a number
          [server]|addr = "[::1]" ~ 2: key 'server.addr': '[::1]' is not an address, write [::1]:PORT
          [server]|addr = "19190" ~ 2: key 'server.addr': '19190' is not an address, write :19190
          [server]|addr = "here" ~ 2: key 'server.addr': 'here' is not an address, write here:PORT
          [server]|addr = "::1:80" ~ 2: key 'server.addr': '::1:80' is not an address, an IPv6 address stands in brackets: [::1]:80
          [server]|addr = "[zz]:80" ~ 2: key 'server.addr': 'zz' is not an IPv6 address
          [server]|addr = "1.2.3.444:80" ~ 2: key 'server.addr': '1.2.3.444' is not an IPv4 address
          [server]|addr = "a b:80" ~ 2: key 'server.addr': 'a b' is not a host name
          [client]|server-addr = "h:0" ~ 2: key 'client.server-addr': port 0 is out of range, 1 to 65535
          [relay]|hostname = "h:1" ~ 2: key 'relay.hostname': 'h:1' must be a host name or address without a port
          [client.sources.x]|route = "dirct" ~ 2: key 'client.sources.x.route': 'dirct' is none of any, direct, relay, did you mean 'direct'?
          [client.sources.x]|route = "ANY" ~ 2: key 'client.sources.x.route': 'ANY' is none of any, direct, relay, did you mean 'any'?
          log-level = "loud" ~ 1: key 'log-level': 'loud' is none of fine, debug, info, warn, error
          [server]|endpoint-expiry-disable = "true" ~ 2: key 'server.endpoint-expiry-disable': must be true or false without quotes, not a text
          [client]|handshake-idle-timeout = 5 ~ 2: key 'client.handshake-idle-timeout': must be a text in quotes, not a whole number
          [client]|handshake-idle-timeout = "5" ~ 2: key 'client.handshake-idle-timeout': '5' is not a duration, write it as 30s, 500ms or 1m30s
          [client.sources.a]|lb-retry-max = "5" ~ 2: key 'client.sources.a.lb-retry-max': must be a whole number, not a text
          [client.sources.a]|lb-retry-max = 5000000000 ~ 2: key 'client.sources.a.lb-retry-max': 5000000000 is out of range
          [client.sources.a]|lb-policy = "least-con" ~ 2: key 'client.sources.a.lb-policy': 'least-con' is none of least-latency, least-conns, round-robin, random, did you mean 'least-conns'?
          [server.ingress]|addr = ":1" ~ 1: key 'server.ingress': must be an array of tables, written [[server.ingress]]
          [[client]]|token = "x" ~ 1: key 'client': must be a table, written [client]
          [[server.ingress]]|addr = ":1"|[[server.ingress]]|adr = ":2" ~ 4: key 'server.ingress.adr': unknown key, did you mean 'server.ingress.addr'?
          [[server.ingress]]|[[server.ingress]]|allow-cidrs = ["10.0.0.0/33"] ~ 3: key 'server.ingress.allow-cidrs': item 1: '10.0.0.0/33' is not a range of addresses such as 10.0.0.0/8: the prefix length '33' is none, it is 0 to 32
          [[server.token-restriction]]|name-matches = "[" ~ 2: key 'server.token-restriction.name-matches': '[' is not a regular expression: missing closing ]
          [relay]|[[relay.ingress]]|hostports = ["h:x"] ~ 3: key 'relay.ingress.hostports': item 1: the port 'x' is not a number
          [server]|addr = ":1"|[[server.ingress]]|deny-cidrs = ["::/0"] ~ 3: key 'server.ingress': is given besides f.toml:2: key 'server.addr', give only one
          [server]|relay-hostname = "h"|[[server.relay-ingress]]|addr = ":1" ~ 3: key 'server.relay-ingress': is given besides f.toml:2: key 'server.relay-hostname', give only one
          [client]|server-cas = "a"|server-cas-file = "b" ~ 3: key 'client.server-cas-file': is given besides f.toml:2: key 'client.server-cas', give only one
          [control]|client-tokens = ["a"]|clients-tokens-file = "b" ~ 3: key 'control.clients-tokens-file': is given besides f.toml:2: key 'control.client-tokens', give only one
          [client.destinations.a]|addr = ":1"|url = "tcp://:1" ~ 3: key 'client.destinations.a.url': is given besides f.toml:2: key 'client.destinations.a.addr', give only one
          [client]|Token = "a"|TOKEN = "b" ~ 3: key 'client.TOKEN': is given besides f.toml:2: key 'client.Token', give only one
          [client]|direct-stateless-reset-key = "s3cret" ~ 2: key 'client.direct-stateless-reset-key': must be 32 bytes as 52 characters of base32hex, 0 to 9 and a to v
          [client.sources.""]|addr = ":1" ~ 1: key 'client.sources.': an endpoint's name must not be empty
          """)
  void saysWhatIsWrongAndWhere(String toml, String expected) {
    assertEquals(List.of("f.toml:" + expected), problems(toml.replace('|', '\n')));
  }

  @Test
  void tellsEveryProblemInTheOrderOfTheFile() {
    String toml =
        """
        [server]
        addr = 1
        tokens = 2

        [client]
        tken = 3
        """;
    assertEquals(
        List.of(
            "f.toml:2: key 'server.addr': must be a text in quotes, not a whole number",
            "f.toml:3: key 'server.tokens': must be a list of texts, not a whole number",
            "f.toml:6: key 'client.tken': unknown key, did you mean 'client.token'?"),
        problems(toml));
  }

  @Test
  void aKeyWithALineEndInItsNameIsStillOneLine() {
    assertEquals(
        List.of(
            "f.toml:1: key 'a?b': unknown key, known here: log-level, log-format, client,"
                + " server, control, relay"),
        problems("\"a\\nb\" = 1"));
  }

  @Test
  void takesEveryKeyThatThereIs() {
    String toml =
        """
        log-level = "warn"
        log-format = "json"
        [client]
        token-file = "t"
        server-addr = "example.org:1"
        server-cas = "c"
        direct-addr = "[::]:1"
        [client.destinations."a.b"]
        addr = ":3000"
        route = "direct"
        [client.sources.x]
        addr = "127.0.0.1:0"
        route = "relay"
        [server]
        tokens = ["a", "b"]
        addr = ":1"
        cert-file = "c"
        key-file = "k"
        relay-addr = ":2"
        relay-hostname = "::1"
        store-dir = "s"
        [control]
        client-tokens-file = "c"
        relay-tokens-file = "r"
        addr = ":1"
        cert-file = "c"
        key-file = "k"
        store-dir = "s"
        [relay]
        token_file = "t"
        addr = ":1"
        hostname = "[::1]"
        control-addr = "a_b.example:1"
        control-cas = "c"
        store-dir = "s"
        """;
    assertEquals(List.of(), problems(toml));
  }
}
