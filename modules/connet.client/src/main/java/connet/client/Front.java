package connet.client;

import java.net.InetSocketAddress;

/** How a {@link Source} lets others on its machine or network in. */
public sealed interface Front {
  /** Where it listens: the wildcard address for all interfaces, port 0 for any free one. */
  InetSocketAddress address();

  /** Each TCP connection becomes a connection to a destination. */
  record Tcp(InetSocketAddress address) implements Front {}

  /** The same for TLS connections, whose content is passed on decrypted. */
  record Tls(InetSocketAddress address, TlsServer tls) implements Front {}

  /**
   * A reverse proxy: requests are passed on with the endpoint's name as host, and with
   * X-Forwarded-For, -Host and -Proto. WebSocket and other upgrades pass through. When no
   * destination answers the response is 502, and says why.
   *
   * @param base path, and query after a question mark, that are put before those of each request;
   *     escaped as in a URL, may be empty
   */
  record Http(InetSocketAddress address, String base) implements Front {
    /** Checks the base. */
    public Http {
      Bases.check(base);
    }

    /** Paths are passed on as they are. */
    public Http(InetSocketAddress address) {
      this(address, "");
    }
  }

  /**
   * The same over TLS.
   *
   * @param base as for {@link Http}
   */
  record Https(InetSocketAddress address, TlsServer tls, String base) implements Front {
    /** Checks the base. */
    public Https {
      Bases.check(base);
    }

    /** Paths are passed on as they are. */
    public Https(InetSocketAddress address, TlsServer tls) {
      this(address, tls, "");
    }
  }

  /**
   * WebSocket connections: the bytes of their messages are passed on, and what the destination
   * sends arrives in binary messages. A web page must come from the same host and port; when no
   * destination answers the response is 502, and says why.
   *
   * @param path at which connections are accepted; one that ends with a slash stands for everything
   *     under it, and the empty one for {@code /}
   */
  record WebSocket(InetSocketAddress address, String path) implements Front {
    /** Checks the path. */
    public WebSocket {
      Bases.check(path);
    }

    /** At any path. */
    public WebSocket(InetSocketAddress address) {
      this(address, "/");
    }
  }

  /**
   * The same over TLS.
   *
   * @param path as for {@link WebSocket}
   */
  record SecureWebSocket(InetSocketAddress address, TlsServer tls, String path) implements Front {
    /** Checks the path. */
    public SecureWebSocket {
      Bases.check(path);
    }

    /** At any path. */
    public SecureWebSocket(InetSocketAddress address, TlsServer tls) {
      this(address, tls, "/");
    }
  }
}
