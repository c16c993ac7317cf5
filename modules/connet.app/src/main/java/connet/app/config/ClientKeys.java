package connet.app.config;

import static connet.app.config.Tables.CLIENT;

import connet.client.PortMapping;
import connet.client.RelayEncryption;
import connet.protocol.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The keys of {@code [client]}. */
public final class ClientKeys {
  public static final Key<String> TOKEN =
      Key.of(CLIENT, "token", Kinds.TOKEN, "admits to the control server (else $CONNET_TOKEN)");
  static final Key<Path> TOKEN_FILE =
      Key.of(CLIENT, "token-file", Kinds.FILE, "file that holds the token")
          .also("token_file")
          .insteadOf("token");
  static final Key<String> METADATA =
      Key.of(CLIENT, "metadata", Kinds.METADATA, "what to tell servers and peers of this client");
  static final Key<Address> SERVER =
      Key.of(CLIENT, "server-addr", Kinds.SERVER, "the control server").or("localhost:19190");
  static final Key<Path> SERVER_CAS =
      Key.of(CLIENT, "server-cas", Kinds.FILE, "PEM file of certificates to trust the server by");
  static final Key<Path> SERVER_CAS_FILE =
      Key.of(CLIENT, "server-cas-file", Kinds.FILE, "the same").insteadOf("server-cas");
  static final Key<String> SERVER_NAME =
      Key.of(CLIENT, "server-name", Kinds.HOST, "name in its certificate (default: its host)");
  static final Key<Address> DIRECT =
      Key.of(CLIENT, "direct-addr", Kinds.LOCAL, "UDP address for peers").or(":19192");
  static final Key<Bytes> RESET_KEY =
      Key.of(
          CLIENT,
          "direct-stateless-reset-key",
          Kinds.RESET_KEY,
          "by which peers notice a restart (default: kept in the cache folder)");
  static final Key<Path> RESET_KEY_FILE =
      Key.of(CLIENT, "direct-stateless-reset-key-file", Kinds.FILE, "file that holds its 32 bytes")
          .insteadOf("direct-stateless-reset-key");
  static final Key<Address> STATUS =
      Key.of(CLIENT, "status-addr", Kinds.LOCAL, "TCP address of a status page (default: none)");
  static final Key<PortMapping> NAT_PMP =
      Key.of(CLIENT, "nat-pmp", Kinds.PORT_MAPPING, "whether to ask the router for a port")
          .or("system");
  static final Key<Duration> HANDSHAKE =
      Key.of(CLIENT, "handshake-idle-timeout", Kinds.DURATION, "how long a handshake may take")
          .or("5s");
  static final Key<List<RelayEncryption>> RELAY_ENCRYPTIONS =
      Key.of(
          CLIENT,
          "relay-encryptions",
          Kinds.ENCRYPTION_LIST,
          "what endpoints allow through relays (default: tls,dhxcp)");

  /** In the order of the help. */
  static final List<Key<?>> ALL =
      List.of(
          TOKEN,
          TOKEN_FILE,
          METADATA,
          SERVER,
          SERVER_CAS,
          SERVER_CAS_FILE,
          SERVER_NAME,
          DIRECT,
          RESET_KEY,
          RESET_KEY_FILE,
          STATUS,
          NAT_PMP,
          HANDSHAKE,
          RELAY_ENCRYPTIONS);

  private ClientKeys() {}
}
