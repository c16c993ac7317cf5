package connet.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.incubator.codec.quic.QuicSslContext;
import io.netty.incubator.codec.quic.QuicSslEngine;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Accepts QUIC connections on a socket, with one identity for everybody or one per server name.
 * Until an identity is served every handshake is refused. Thread-safe.
 */
public final class QuicListener implements AutoCloseable {
  private static final Object END = new Object();

  private final List<String> alpns;
  private final QuicSslContext byName;
  private final Map<String, Served> names = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<Object> ready = new LinkedBlockingQueue<>();
  private volatile @Nullable Served anyName;
  private volatile boolean closed;

  /** An identity and whom it takes. */
  private record Served(X509Certificate leaf, QuicSslContext context, AcceptedTrust trust) {}

  QuicListener(List<String> alpns) {
    this.alpns = List.copyOf(alpns);
    this.byName =
        TlsContexts.byName(
            this.alpns,
            name -> {
              Served served = name == null ? null : names.get(name);
              return served == null ? null : served.context();
            });
  }

  /**
   * Serves this identity to those who ask for exactly this server name.
   *
   * @throws IllegalArgumentException if no client certificates are asked for
   */
  public void serve(String serverName, Identity identity, ClientTrust clients) {
    if (clients instanceof ClientTrust.None) {
      throw new IllegalArgumentException("an identity by name needs client certificates");
    }
    names.put(serverName, served(identity, clients));
  }

  /** Serves this identity to everybody, whatever server name they ask for, if any. */
  public void serveAnyName(Identity identity, ClientTrust clients) {
    anyName = served(identity, clients);
  }

  /** Refuses those who ask for this name from now on; connections that are there stay. */
  public void withdraw(String serverName) {
    names.remove(serverName);
  }

  /**
   * Waits for the next connection whose handshake is done.
   *
   * @throws IOException once the listener is closed
   */
  public QuicConnection accept() throws IOException {
    try {
      Object next = ready.take();
      if (next instanceof QuicConnection connection) {
        return connection;
      }
      ready.add(END);
      throw new IOException("the listener is closed");
    } catch (InterruptedException e) {
      throw Waiting.interrupted();
    }
  }

  /** Refuses further handshakes and those not yet accepted; accepted connections stay. */
  @Override
  public void close() {
    closed = true;
    names.clear();
    anyName = null;
    for (Object waiting = ready.poll(); waiting != null; waiting = ready.poll()) {
      if (waiting instanceof QuicConnection connection) {
        connection.close();
      }
    }
    ready.add(END);
  }

  QuicSslEngine newEngine(ByteBufAllocator allocator) {
    Served any = anyName;
    return (any == null ? byName : any.context()).newEngine(allocator);
  }

  /** Looks at the client certificate again: a resumed session was never asked for one. */
  void admit(QuicConnection connection) throws CertificateException {
    Served served = servedTo(connection);
    if (closed || served == null) {
      throw new CertificateException("not served any more");
    }
    if (served.trust().asksForCertificates()) {
      served.trust().check(connection.peerCertificate());
    }
    ready.add(connection);
    if (closed) {
      connection.close();
    }
  }

  private @Nullable Served servedTo(QuicConnection connection) {
    Served any = anyName;
    if (any != null) {
      return any;
    }
    X509Certificate shown = connection.localCertificate();
    for (Served served : names.values()) {
      if (served.leaf().equals(shown)) {
        return served;
      }
    }
    return null;
  }

  private Served served(Identity identity, ClientTrust clients) {
    var trust = new AcceptedTrust(clients);
    return new Served(
        identity.leaf(), TlsContexts.listening(identity, alpns, clients, trust), trust);
  }
}
