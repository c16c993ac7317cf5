package connet.app.config;

import connet.client.Front;
import connet.client.HostPort;
import connet.client.Service;
import connet.client.TlsClient;
import connet.client.TlsServer;
import java.net.IDN;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the URLs of destinations and sources mean. */
final class ServiceUrls {
  private static final List<String> DESTINATIONS = List.of("tcp", "tls", "http", "https", "file");
  private static final List<String> SOURCES = List.of("tcp", "tls", "http", "https", "ws", "wss");
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private ServiceUrls() {}

  /** Refuses what can be no destination. */
  static void checkDestination(EndpointUrl url) throws BadValueException {
    check(url, DESTINATIONS, "destination");
  }

  /** Refuses what can be no source. */
  static void checkSource(EndpointUrl url) throws BadValueException {
    check(url, SOURCES, "source");
  }

  private static void check(EndpointUrl url, List<String> kinds, String role)
      throws BadValueException {
    if (!kinds.contains(url.scheme())) {
      throw new BadValueException(
          "a " + role + " begins with one of " + String.join(", ", kinds) + ", as tcp://HOST:PORT");
    }
    if (url.scheme().equals("tcp") || url.scheme().equals("tls")) {
      if (url.port().isEmpty()) {
        throw new BadValueException("a port is missing, write " + url.scheme() + "://HOST:PORT");
      }
      if (!url.path().isEmpty()) {
        throw new BadValueException("takes no path, write " + url.scheme() + "://" + url.host());
      }
    }
  }

  static HostPort hostPort(Address address) {
    return new HostPort(address.host(), address.port());
  }

  /** The service of a destination. */
  static Service service(EndpointUrl url, EndpointFiles files) throws BadValueException {
    checkDestination(url);
    boolean secure = url.scheme().equals("tls") || url.scheme().equals("https");
    if (!secure) {
      files.warnOfNeedless("a destination of the kind " + url.scheme());
    }
    // Before the address is looked at, so that what is wrong with both is told.
    TlsClient tls = secure ? files.client() : TlsClient.usual();
    return switch (url.scheme()) {
      case "tcp" -> new Service.Tcp(dialed(url));
      case "tls" -> new Service.Tls(dialed(url), tls);
      case "file" -> new Service.Files(folder(url));
      case "https" -> new Service.Http(base(url), tls);
      default -> new Service.Http(base(url));
    };
  }

  /** Where a source listens. */
  static Address listens(EndpointUrl url) throws BadValueException {
    checkSource(url);
    return address(url, 0);
  }

  /** The front of a source, or null after noting what is wrong with its files. */
  static @Nullable Front front(EndpointUrl url, InetSocketAddress address, EndpointFiles files)
      throws BadValueException {
    boolean secure = List.of("tls", "https", "wss").contains(url.scheme());
    TlsServer tls = secure ? files.server(url.scheme()) : null;
    if (!secure) {
      files.warnOfNeedless("a source of the kind " + url.scheme());
    } else if (tls == null) {
      return null;
    }
    String path = url.path();
    try {
      return switch (url.scheme()) {
        case "http" -> new Front.Http(address, path);
        case "ws" -> new Front.WebSocket(address, path.isEmpty() ? "/" : path);
        default -> tls == null ? new Front.Tcp(address) : secure(url.scheme(), address, tls, path);
      };
    } catch (IllegalArgumentException e) {
      throw new BadValueException("the path cannot be used: " + e.getMessage());
    }
  }

  private static Front secure(
      String scheme, InetSocketAddress address, TlsServer tls, String path) {
    return switch (scheme) {
      case "https" -> new Front.Https(address, tls, path);
      case "wss" -> new Front.SecureWebSocket(address, tls, path.isEmpty() ? "/" : path);
      default -> new Front.Tls(address, tls);
    };
  }

  private static HostPort dialed(EndpointUrl url) throws BadValueException {
    Address address = address(url, 1);
    return new HostPort(address.host().isEmpty() ? "localhost" : address.host(), address.port());
  }

  /** The port that a web browser takes is that of a URL without one. */
  private static Address address(EndpointUrl url, int lowestPort) throws BadValueException {
    int port = Address.number(url.port().isEmpty() ? usualPort(url) : url.port(), lowestPort);
    String host = url.hostname();
    if (host.isEmpty() || HostNames.isIpv6(host.split("%", 2)[0])) {
      return new Address(host, port);
    }
    try {
      String name = IDN.toASCII(host);
      HostNames.check(name);
      return new Address(name, port);
    } catch (IllegalArgumentException e) {
      throw new BadValueException("'" + host + "' is not a host name");
    }
  }

  private static String usualPort(EndpointUrl url) {
    boolean secure = url.scheme().equals("https") || url.scheme().equals("wss");
    return Integer.toString(secure ? HTTPS_PORT : HTTP_PORT);
  }

  private static URI base(EndpointUrl url) throws BadValueException {
    HostPort to = dialed(url);
    String host = to.host().contains(":") ? "[" + to.host() + "]" : to.host();
    String port = url.port().isEmpty() ? "" : ":" + url.port();
    String query = url.query().isEmpty() ? "" : "?" + url.query();
    try {
      return new URI(url.scheme() + "://" + host + port + url.path() + query);
    } catch (URISyntaxException e) {
      throw new BadValueException("is not a URL that can be asked for: " + e.getReason());
    }
  }

  private static Path folder(EndpointUrl url) throws BadValueException {
    try {
      return Path.of(url.folder());
    } catch (InvalidPathException e) {
      throw new BadValueException("'" + url.folder() + "' is not the name of a folder");
    }
  }
}
