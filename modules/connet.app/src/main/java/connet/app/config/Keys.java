package connet.app.config;

import connet.client.Route;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Every key that there is, with its default. What is not here is an unknown key. */
public final class Keys {
  /** How much is logged. */
  public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  /** How log lines look. */
  public enum Format {
    TEXT,
    JSON
  }

  static final List<String> TOP = List.of();
  static final List<String> CLIENT = List.of("client");
  static final List<String> SERVER = List.of("server");
  static final List<String> CONTROL = List.of("control");
  static final List<String> RELAY = List.of("relay");

  static final List<String> DESTINATIONS = List.of("client", "destinations");

  static final List<String> SOURCES = List.of("client", "sources");

  /** The tables whose sub-tables are named by the user. */
  static final List<List<String>> NAMED = List.of(DESTINATIONS, SOURCES);

  private static final Kind<Address> REMOTE = Kind.text("HOST:PORT", Address::remote);
  private static final Kind<Address> LOCAL = Kind.text("[HOST]:PORT", Address::local);
  private static final Kind<String> HOST = Kind.text("HOST", HostNames::parse);
  private static final Kind<Path> FILE = Kind.text("FILE", Keys::path);
  private static final Kind<Path> FOLDER = Kind.text("FOLDER", Keys::path);
  private static final Kind<String> TOKEN = Kind.text("TOKEN", Tokens::check);
  private static final Kind<List<String>> TOKEN_LIST = Kind.list("TOKEN,...", Tokens::check);
  private static final Kind<Route> ROUTE = Kind.choice(Route.class);

  public static final Key<Level> LOG_LEVEL =
      Key.of(TOP, "log-level", Kind.choice(Level.class), "how much is logged").or("info");
  public static final Key<Format> LOG_FORMAT =
      Key.of(TOP, "log-format", Kind.choice(Format.class), "how log lines look").or("text");

  public static final Key<String> CLIENT_TOKEN =
      Key.of(CLIENT, "token", TOKEN, "admits to the control server (else $CONNET_TOKEN)");
  public static final Key<Path> CLIENT_TOKEN_FILE =
      Key.of(CLIENT, "token-file", FILE, "file that holds the token").also("token_file");
  public static final Key<Address> CLIENT_SERVER =
      Key.of(CLIENT, "server-addr", REMOTE, "the control server").or("localhost:19190");
  public static final Key<Path> CLIENT_SERVER_CAS =
      Key.of(CLIENT, "server-cas", FILE, "PEM file of certificates to trust the server by");
  public static final Key<Address> CLIENT_DIRECT =
      Key.of(CLIENT, "direct-addr", LOCAL, "UDP address for peers").or(":19192");

  public static final Key<Address> DESTINATION_ADDR =
      Key.of(DESTINATIONS, "addr", REMOTE, "the service to offer; \":3000\" is on localhost");
  public static final Key<Route> DESTINATION_ROUTE =
      Key.of(DESTINATIONS, "route", ROUTE, "which paths to use").or("any");
  public static final Key<Address> SOURCE_ADDR =
      Key.of(SOURCES, "addr", LOCAL, "TCP address to listen on; \":8000\" is all interfaces");
  public static final Key<Route> SOURCE_ROUTE =
      Key.of(SOURCES, "route", ROUTE, "which paths to use").or("any");

  public static final Key<List<String>> SERVER_TOKENS =
      Key.of(SERVER, "tokens", TOKEN_LIST, "tokens that admit clients");
  public static final Key<Path> SERVER_TOKENS_FILE =
      Key.of(SERVER, "tokens-file", FILE, "file with one such token a line");
  public static final Key<Address> SERVER_ADDR =
      Key.of(SERVER, "addr", LOCAL, "UDP address for clients").or(":19190");
  public static final Key<Path> SERVER_CERT =
      Key.of(SERVER, "cert-file", FILE, "PEM file of the certificate (default: self-signed)");
  public static final Key<Path> SERVER_KEY =
      Key.of(SERVER, "key-file", FILE, "PEM file of the certificate's private key");
  public static final Key<Address> SERVER_RELAY_ADDR =
      Key.of(SERVER, "relay-addr", LOCAL, "UDP address of the relay").or(":19191");
  public static final Key<String> SERVER_RELAY_HOSTNAME =
      Key.of(SERVER, "relay-hostname", HOST, "name by which clients find the relay")
          .or("localhost");
  public static final Key<Path> SERVER_STORE =
      Key.of(SERVER, "store-dir", FOLDER, "where to keep state (default: the user's state folder)");

  public static final Key<List<String>> CONTROL_CLIENT_TOKENS =
      Key.of(CONTROL, "client-tokens", TOKEN_LIST, "tokens that admit clients");
  public static final Key<Path> CONTROL_CLIENT_TOKENS_FILE =
      Key.of(CONTROL, "client-tokens-file", FILE, "file with one such token a line");
  public static final Key<List<String>> CONTROL_RELAY_TOKENS =
      Key.of(CONTROL, "relay-tokens", TOKEN_LIST, "tokens that admit relays");
  public static final Key<Path> CONTROL_RELAY_TOKENS_FILE =
      Key.of(CONTROL, "relay-tokens-file", FILE, "file with one such token a line");
  public static final Key<Address> CONTROL_ADDR =
      Key.of(CONTROL, "addr", LOCAL, "UDP address for clients and relays").or(":19190");
  public static final Key<Path> CONTROL_CERT =
      Key.of(CONTROL, "cert-file", FILE, "PEM file of the certificate (default: self-signed)");
  public static final Key<Path> CONTROL_KEY =
      Key.of(CONTROL, "key-file", FILE, "PEM file of the certificate's private key");
  public static final Key<Path> CONTROL_STORE =
      Key.of(
          CONTROL, "store-dir", FOLDER, "where to keep state (default: the user's state folder)");

  public static final Key<String> RELAY_TOKEN =
      Key.of(RELAY, "token", TOKEN, "admits the relay to the control server");
  public static final Key<Path> RELAY_TOKEN_FILE =
      Key.of(RELAY, "token-file", FILE, "file that holds the token").also("token_file");
  public static final Key<Address> RELAY_ADDR =
      Key.of(RELAY, "addr", LOCAL, "UDP address for clients").or(":19191");
  public static final Key<String> RELAY_HOSTNAME =
      Key.of(RELAY, "hostname", HOST, "name by which clients find this relay").or("localhost");
  public static final Key<Address> RELAY_CONTROL =
      Key.of(RELAY, "control-addr", REMOTE, "the control server").or("localhost:19190");
  public static final Key<Path> RELAY_CONTROL_CAS =
      Key.of(RELAY, "control-cas", FILE, "PEM file of certificates to trust the server by");
  public static final Key<Path> RELAY_STORE =
      Key.of(RELAY, "store-dir", FOLDER, "where to keep state (default: the user's state folder)");

  /** All keys; those of one table stand together, in the order of the help. */
  public static final List<Key<?>> ALL =
      List.of(
          LOG_LEVEL,
          LOG_FORMAT,
          CLIENT_TOKEN,
          CLIENT_TOKEN_FILE,
          CLIENT_SERVER,
          CLIENT_SERVER_CAS,
          CLIENT_DIRECT,
          DESTINATION_ADDR,
          DESTINATION_ROUTE,
          SOURCE_ADDR,
          SOURCE_ROUTE,
          SERVER_TOKENS,
          SERVER_TOKENS_FILE,
          SERVER_ADDR,
          SERVER_CERT,
          SERVER_KEY,
          SERVER_RELAY_ADDR,
          SERVER_RELAY_HOSTNAME,
          SERVER_STORE,
          CONTROL_CLIENT_TOKENS,
          CONTROL_CLIENT_TOKENS_FILE,
          CONTROL_RELAY_TOKENS,
          CONTROL_RELAY_TOKENS_FILE,
          CONTROL_ADDR,
          CONTROL_CERT,
          CONTROL_KEY,
          CONTROL_STORE,
          RELAY_TOKEN,
          RELAY_TOKEN_FILE,
          RELAY_ADDR,
          RELAY_HOSTNAME,
          RELAY_CONTROL,
          RELAY_CONTROL_CAS,
          RELAY_STORE);

  private Keys() {}

  /** The keys of one table. */
  public static List<Key<?>> of(String... table) {
    return in(List.of(table)).toList();
  }

  static Stream<Key<?>> in(List<String> table) {
    return ALL.stream().filter(key -> key.table().equals(table));
  }

  private static Path path(String text) throws BadValueException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new BadValueException("'" + text + "' is not a file name");
    }
  }
}
