package connet.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.app.config.ClientKeys;
import connet.app.config.ConfigException;
import connet.app.config.Keys;
import connet.app.config.Values;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineParserTest {
  private static Invocation parse(String line) throws ConfigException {
    return CommandLineParser.parse(line.isEmpty() ? new String[0] : line.split(" "));
  }

  private static Invocation.Run run(String line) throws ConfigException {
    return assertInstanceOf(Invocation.Run.class, parse(line));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          --tokn x ~ --tokn: unknown flag, did you mean '--token'?
          --tokn=x ~ --tokn: unknown flag, did you mean '--token'?
          --zzzzzzzzzzzzzzzz ~ --zzzzzzzzzzzzzzzz: unknown flag, see 'connet --help'
          srever ~ 'srever': unknown command, did you mean 'server'?
          --verbose ~ --verbose: unknown flag, see 'connet --help'
          --help-me ~ --help-me: unknown flag, see 'connet --help'
          server --version ~ --version: unknown flag, see 'connet server --help'
          help gnampf ~ help: 'gnampf': unknown command, see 'connet --help'
          help srever ~ help: 'srever': unknown command, did you mean 'server'?
          help server x ~ help: 'x': unknown command, see 'connet server --help'
          gnampf ~ 'gnampf': unknown command, see 'connet --help'
          server gnampf ~ 'gnampf': unexpected, see 'connet server --help'
          server --adr :1 ~ --adr: unknown flag, did you mean '--addr'?
          --token ~ --token: needs a value, TOKEN
          --token a --token b ~ --token: is given twice
          --config ~ --config: needs a value, FILE
          relay --control-addr h ~ --control-addr: 'h' is not an address, write h:PORT
          server --endpoint-expiry-disable=x ~ --endpoint-expiry-disable: 'x' is none of true, false
          --src-name a --src-lb-retry-max x ~ --src-lb-retry-max: 'x' is not a whole number
          --dst-name a --dst-addr :1 --dst-url tcp://:1 ~ --dst-url: is given besides --dst-addr, give only one
          --server-addr h:0 ~ --server-addr: port 0 is out of range, 1 to 65535
          --log-level loud ~ --log-level: 'loud' is none of fine, debug, info, warn, error
          --dst-addr :1 ~ --dst-addr: needs --dst-name as well
          --src-route any ~ --src-route: needs --src-name as well
          --dst-name x --dst-route sideways ~ --dst-route: 'sideways' is none of any, direct, relay
          --token a --token-file f ~ --token-file: is given besides --token, give only one
          server --tokens a,,b ~ --tokens: item 2: must not be empty
          --token x server ~ --token: is a flag of the client, not of 'connet server'
          --log-level info server --log-level warn ~ --log-level: is given besides --log-level, give only one
          check ~ check: needs a FILE to check
          demo --speed ~ --speed: goes with --check
          demo --port x ~ --port: 'x' is not a number
          service ~ service: needs one of install, uninstall, start, stop, status, logs
          service instal ~ 'instal': unknown command, did you mean 'install'?
          service start ~ service start: needs a role: client, server, control or relay
          service start sever ~ service start: 'sever' is none of client, server, control, relay, did you mean 'server'?
          service start x y ~ 'y': unexpected, see 'connet service start --help'
          service status client --dry-run ~ --dry-run: unknown flag, see 'connet service status --help'
          service logs client --lines 0 ~ --lines: '0' is not a number from 1 on
          completion fish ~ completion: needs a shell: bash or zsh
          man-pages ~ man-pages: needs a FOLDER to write to
          demo --port 65536 ~ --port: port 65536 is out of range, 0 to 65535
          """)
  void saysInOneLineWhatIsWrong(String line, String expected) {
    ConfigException e = assertThrows(ConfigException.class, () -> parse(line));
    assertEquals(List.of(expected), e.lines());
  }

  @Test
  void tellsEveryFlagThatIsWrong() {
    ConfigException e =
        assertThrows(ConfigException.class, () -> parse("relay --addr x --hostname h:1"));
    assertEquals(2, e.lines().size(), e.getMessage());
  }

  @Test
  void withoutACommandTheClientRuns() throws ConfigException {
    assertEquals(Command.CLIENT, run("").command());
    assertEquals(Command.CLIENT, run("--config a").command());
  }

  @Test
  void configFilesKeepTheirOrderOnBothSidesOfTheCommand() throws ConfigException {
    Invocation.Run run = run("--config a relay --config b --config c");
    assertEquals(Command.RELAY, run.command());
    assertEquals(
        List.of(Path.of("a"), Path.of("b"), Path.of("c")),
        run.configs().stream().map(file -> file.value()).toList());
  }

  @Test
  void loggingFlagsStandOnEitherSideOfTheCommand() throws ConfigException {
    for (String line : List.of("--log-level debug server", "server --log-level debug")) {
      Values values = Values.of(List.of(run(line).flags()));
      assertEquals(Keys.Level.DEBUG, values.or(Keys.LOG_LEVEL).value(), line);
    }
  }

  @Test
  void flagsOfAnIngressMakeOne() throws ConfigException {
    Values values = Values.of(List.of(run("relay --hostport a,b:1 --hostport c").flags()));
    assertTrue(values.mentions(List.of("relay", "ingress", "#0")));
  }

  @Test
  void aTokenMayBeginWithAnAtSign() throws ConfigException {
    var token = Values.of(List.of(run("--token @x").flags())).get(ClientKeys.TOKEN);
    assertTrue(token != null && token.value().equals("@x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--token demo --src-name server --src-addr :1 --src-route relay",
        "--token=demo --src-name=server --src-addr=:1 --src-route=relay"
      })
  void aValueMayBeSpelledLikeACommand(String line) throws ConfigException {
    Values values = Values.of(List.of(run(line).flags()));
    var token = values.get(ClientKeys.TOKEN);
    assertTrue(token != null && token.value().equals("demo"));
    assertTrue(values.mentions(List.of("client", "sources", "server")));
  }

  @Test
  void theDemoTakesAPortAndCheck() throws ConfigException {
    Invocation.Demo demo = assertInstanceOf(Invocation.Demo.class, parse("demo --check --port 0"));
    assertTrue(demo.check());
    assertEquals(0, demo.port());
    demo = assertInstanceOf(Invocation.Demo.class, parse("demo"));
    assertEquals(-1, demo.port());
  }

  @ParameterizedTest
  @EnumSource(Command.class)
  void everyCommandHasHelpWithAllItsFlags(Command command) throws ConfigException {
    String word = command.word();
    for (String flag : List.of("--help", "-h")) {
      String text =
          assertInstanceOf(Invocation.Help.class, parse((word + " " + flag).strip())).text();
      assertTrue(text.startsWith("Usage: connet"), text);
      assertTrue(text.contains(word), text);
      for (var key : Keys.of(command.table().toArray(new String[0]))) {
        assertTrue(
            command.table().isEmpty() || key.flagName() == null || text.contains(key.flag()),
            key.flag());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "--version server", "version"})
  void theVersionIsAskedForInAllTheUsualWays(String line) throws ConfigException {
    assertInstanceOf(Invocation.Version.class, parse(line));
  }

  @ParameterizedTest
  @CsvSource({
    "help, --help",
    "help server, server --help",
    "help help, help --help",
    "help service install, service install --help"
  })
  void helpIsACommandToo(String command, String flag) throws ConfigException {
    assertEquals(parse(flag), parse(command));
  }

  @Test
  void helpOfTheProgramNamesItsCommandsAndDefaults() throws ConfigException {
    String text = assertInstanceOf(Invocation.Help.class, parse("--help")).text();
    for (String word :
        List.of("server", "relay", "check", "help", "--version", "--dst-name", ":19192")) {
      assertTrue(text.contains(word), text);
    }
  }
}
