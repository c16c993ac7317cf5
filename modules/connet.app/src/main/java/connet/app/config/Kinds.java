package connet.app.config;

import connet.client.LoadBalancing;
import connet.client.PortMapping;
import connet.client.ProxyProtocol;
import connet.client.RelayEncryption;
import connet.client.Route;
import connet.control.NamePattern;
import connet.protocol.Bytes;
import connet.protocol.Cidr;
import connet.protocol.HostPort;
import connet.protocol.Role;
import connet.protocol.SecretText;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the keys may hold. */
final class Kinds {
  /** The existing network has no message that could hold more. */
  private static final int MAX_METADATA = 4096;

  private static final List<String> ENCRYPTIONS = List.of("none", "tls", "dhxcp");

  static final Kind<Address> REMOTE = Kind.text("HOST:PORT", Address::remote);
  static final Kind<Address> SERVER = Kind.text("HOST[:PORT]", Address::server);
  static final Kind<Address> LOCAL = Kind.text("[HOST]:PORT", Address::local);
  static final Kind<String> HOST = Kind.text("HOST", HostNames::parse);
  static final Kind<Path> FILE = Kind.text("FILE", Kinds::path);
  static final Kind<Path> FOLDER = Kind.text("FOLDER", Kinds::path);
  static final Kind<String> TOKEN = Kind.text("TOKEN", Tokens::check);
  static final Kind<List<String>> TOKEN_LIST = Kind.list("TOKEN,...", Tokens::check);
  static final Kind<Route> ROUTE = Kind.choice(Route.class);
  static final Kind<Duration> DURATION = Kind.duration();
  static final Kind<String> METADATA = Kind.text("TEXT", Kinds::metadata);
  static final Kind<Bytes> RESET_KEY = Kind.text("KEY", Kinds::resetKey);
  static final Kind<PortMapping> PORT_MAPPING = Kind.choice(PortMapping.class);
  static final Kind<List<Cidr>> CIDRS = Kind.list("CIDR,...", Kinds::cidr);
  static final Kind<List<HostPort>> HOSTPORTS =
      Kind.listWithGaps("HOST[:PORT],...", PublicAddress::parse);
  static final Kind<NamePattern> NAMES = Kind.text("REGEX", Kinds::names);
  static final Kind<EndpointUrl> URL = Kind.text("URL", EndpointUrl::parse);
  static final Kind<Role> ROLE =
      Kind.choice(List.of("destination", "source"), List.of(Role.DESTINATION, Role.SOURCE));
  static final Kind<ProxyProtocol> PROXY =
      Kind.choice(List.of("v1", "v2"), List.of(ProxyProtocol.V1, ProxyProtocol.V2));
  static final Kind<List<RelayEncryption>> ENCRYPTION_LIST =
      Kind.list(
          String.join("|", ENCRYPTIONS) + ",...",
          text -> Kind.chosen(text, ENCRYPTIONS, List.of(RelayEncryption.values())));
  static final Kind<LoadBalancing.Policy> POLICY =
      Kind.choice(
          List.of("least-latency", "least-conns", "round-robin", "random"),
          List.of(
              LoadBalancing.Policy.LEAST_LATENCY,
              LoadBalancing.Policy.LEAST_CONNECTIONS,
              LoadBalancing.Policy.ROUND_ROBIN,
              LoadBalancing.Policy.RANDOM));
  static final Kind<LoadBalancing.Retry> RETRY =
      Kind.choice(
          List.of("count", "timed", "all"),
          List.of(LoadBalancing.Retry.COUNT, LoadBalancing.Retry.TIMED, LoadBalancing.Retry.ALL));

  private Kinds() {}

  private static Path path(String text) throws BadValueException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new BadValueException("'" + text + "' is not a file name");
    }
  }

  private static String metadata(String text) throws BadValueException {
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_METADATA) {
      throw new BadValueException("is longer than " + MAX_METADATA + " bytes");
    }
    return text;
  }

  /** The text is a secret, so no message quotes it. */
  private static Bytes resetKey(String text) throws BadValueException {
    return SecretText.decode(text)
        .orElseThrow(
            () ->
                new BadValueException(
                    "must be 32 bytes as 52 characters of base32hex, 0 to 9 and a to v"));
  }

  private static Cidr cidr(String text) throws BadValueException {
    try {
      return Cidr.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadValueException(
          "'" + text + "' is not a range of addresses such as 10.0.0.0/8: " + e.getMessage());
    }
  }

  private static NamePattern names(String text) throws BadValueException {
    try {
      return NamePattern.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadValueException(String.valueOf(e.getMessage()));
    }
  }
}
