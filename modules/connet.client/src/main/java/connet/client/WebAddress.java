package connet.client;

import java.net.URI;
import java.util.Locale;

/** Reads host and port of a web address, also those of names that {@link URI} does not split. */
final class WebAddress {
  private WebAddress() {}

  static HostPort of(URI uri) {
    int usual =
        switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
          case "http" -> 80;
          case "https" -> 443;
          default -> throw new IllegalArgumentException(uri + " is neither http:// nor https://");
        };
    // Names with an underscore have an authority, but no host that URI would tell.
    String authority = uri.getRawAuthority();
    if (authority == null) {
      throw new IllegalArgumentException(uri + " has no host");
    }
    String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
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
}
