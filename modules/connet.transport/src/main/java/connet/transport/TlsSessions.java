package connet.transport;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * What two ends that speak TLS with each other again and again remember of it: a handshake that
 * resumes an earlier session needs no certificates and no signatures, and a third of the time.
 * There is no session for others than those who made it, and none without new keys (RFC 8446,
 * section 2.2): what is pinned is looked at each time.
 *
 * <p>Thread-safe. Kept in memory only.
 */
public final class TlsSessions {
  /** Peers that are remembered; of more the one not met for the longest time is forgotten. */
  private static final int PEERS = 64;

  /** Sessions with one peer, for handshakes at the same time. */
  private static final int SESSIONS = 64;

  private static final int LIFETIME_SECONDS = 600;

  /** Asked by a context, on the thread of the handshake, which pins some certificates. */
  private static final ScopedValue<Predicate<X509Certificate>> PINNED = ScopedValue.newInstance();

  private static final ClientTrust BY_HANDSHAKE =
      new ClientTrust.Pinned(leaf -> PINNED.get().test(leaf));

  private final Map<TlsSettings, SSLContext> contexts = // guarded by this
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TlsSettings, SSLContext> eldest) {
          return size() > PEERS;
        }
      };

  /** Remembers nothing yet. */
  public TlsSessions() {}

  /** The context that holds the sessions of handshakes with these settings. */
  synchronized SSLContext context(TlsSettings settings) throws GeneralSecurityException {
    TlsSettings common = common(settings);
    SSLContext known = contexts.get(common);
    if (known == null) {
      known =
          switch (common) {
            case TlsSettings.Client client ->
                context(new OneKey(client.identity()), new SoleTrust(client.trust()));
            case TlsSettings.Server server ->
                context(new OneKey(server.identity()), new AcceptedTrust(server.clients()));
          };
      contexts.put(common, known);
    }
    return known;
  }

  /** Which clients are pinned is told by a function that is another one each time. */
  private static TlsSettings common(TlsSettings settings) {
    return settings instanceof TlsSettings.Server server
            && server.clients() instanceof ClientTrust.Pinned
        ? new TlsSettings.Server(
            server.identity(), BY_HANDSHAKE, server.alpns(), server.allowsTls12())
        : settings;
  }

  /** Runs a part of a handshake in which certificates may be looked at. */
  static void look(TlsSettings settings, Runnable part) {
    if (settings instanceof TlsSettings.Server server
        && server.clients() instanceof ClientTrust.Pinned(Predicate<X509Certificate> accepts)) {
      ScopedValue.where(PINNED, accepts).run(part);
    } else {
      part.run();
    }
  }

  private static SSLContext context(KeyManager keys, TrustManager trust)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
    context.getClientSessionContext().setSessionCacheSize(SESSIONS);
    context.getClientSessionContext().setSessionTimeout(LIFETIME_SECONDS);
    context.getServerSessionContext().setSessionTimeout(LIFETIME_SECONDS);
    return context;
  }
}
