package connet.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/** What is behind a {@link Destination}. */
public sealed interface Service {
  /**
   * A TCP service.
   *
   * @param address resolved for each connection
   */
  record Tcp(HostPort address) implements Service {}

  /**
   * A service that speaks TLS: what sources send in the clear is encrypted on the way to it. The
   * host of the address must be in its certificate.
   *
   * @param address resolved for each connection
   */
  record Tls(HostPort address, TlsClient tls) implements Service {}

  /**
   * A web service: requests are passed on with the host of the base, with its path and query before
   * those of the request, and with X-Forwarded-For, -Host and -Proto. WebSocket and other upgrades
   * pass through.
   *
   * @param base {@code http://} or {@code https://}, a host, a port (80 or 443 if there is none), a
   *     path and a query if they are wanted
   * @param tls used for https only
   */
  record Http(URI base, TlsClient tls) implements Service {
    /** Checks scheme, host and port. */
    public Http {
      WebAddress.of(base);
    }

    /** With the authorities of the Java runtime. */
    public Http(URI base) {
      this(base, TlsClient.usual());
    }

    /** Where its connections go. */
    public HostPort address() {
      return WebAddress.of(base);
    }

    /** Whether its connections are encrypted. */
    public boolean secure() {
      return base.getScheme().toLowerCase(Locale.ROOT).equals("https");
    }
  }

  /**
   * The files of a folder, over HTTP: GET and HEAD, with index.html or a list of the folder,
   * ranges, and conditional requests. Nothing outside of the folder is served, whatever path is
   * asked for and wherever a symbolic link leads.
   *
   * @param root need not exist yet
   */
  record Files(Path root) implements Service {}
}
