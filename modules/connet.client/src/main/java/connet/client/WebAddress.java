package connet.client;

import java.net.URI;
import java.util.Locale;

/** The parts of a web address, also of those whose host {@link URI} does not tell. */
final class WebAddress {
  private WebAddress() {}

  static HostPort of(URI uri) {
    int usual =
        switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
          case "http" -> 80;
          case "https" -> 443;
          default -> throw new IllegalArgumentException(uri + " is neither http:// nor https://");
        };
    String hostAndPort = host(uri);
    int colon = hostAndPort.lastIndexOf(':');
    boolean withPort = colon > hostAndPort.lastIndexOf(']');
    String host = withPort ? hostAndPort.substring(0, colon) : hostAndPort;
    String port = withPort ? hostAndPort.substring(colon + 1) : "";
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      return new HostPort(host, port.isEmpty() ? usual : Integer.parseInt(port));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(uri + ": port " + port + " is not a number", e);
    }
  }

  /** Host and port as they stand in the address: what HTTP's header Host is told. */
  static String host(URI uri) {
    // Names with an underscore have an authority, but no host that URI would tell.
    String authority = uri.getRawAuthority();
    if (authority == null) {
      throw new IllegalArgumentException(uri + " has no host");
    }
    return authority.substring(authority.lastIndexOf('@') + 1);
  }

  /** Path and query as they stand in the address. */
  static String target(URI uri) {
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }
}
