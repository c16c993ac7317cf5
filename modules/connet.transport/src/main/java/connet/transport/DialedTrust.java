package connet.transport;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * Judges the certificates of servers that we dial, for all dials of a socket: a TLS context costs
 * native memory and time, so dials share one and are told apart by the number that stands where a
 * TLS engine has its peer's port. The number is never used twice, which also keeps TLS sessions
 * from being resumed: a resumed session would skip this check.
 */
final class DialedTrust extends ServerOnlyTrust {
  private final Map<Integer, ServerTrust> byNumber = new ConcurrentHashMap<>();
  private final Map<Integer, String> refusals = new ConcurrentHashMap<>();

  DialedTrust() {
    super("not a listener");
  }

  void expect(int number, ServerTrust trust) {
    byNumber.put(number, trust);
  }

  /** Ends the wait; returns why the certificate was refused, null if it was not. */
  @Nullable String forget(int number) {
    byNumber.remove(number);
    return refusals.remove(number);
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    if (engine == null) {
      throw new CertificateException("no TLS engine to tell who is waiting for this");
    }
    // The engine's own getPeerPort() is not set by the library, that of its session is.
    int number = engine.getSession().getPeerPort();
    try {
      switch (byNumber.get(number)) {
        case ServerTrust.Pinned pinned -> Certificates.checkPinned(pinned.leaf(), chain[0]);
        case ServerTrust.Authorities authorities ->
            checkAuthorities(authorities.roots(), chain, authType, engine);
        case ServerTrust.Unchecked unchecked -> {}
        case null -> throw new CertificateException("nobody is waiting for this connection");
      }
    } catch (CertificateException e) {
      if (byNumber.containsKey(number)) {
        refusals.put(number, Addresses.why(e));
      }
      throw e;
    }
  }

  private static void checkAuthorities(
      List<X509Certificate> roots, X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    Authorities.manager(roots).checkServerTrusted(chain, authType, new HostCheckingEngine(engine));
  }
}
