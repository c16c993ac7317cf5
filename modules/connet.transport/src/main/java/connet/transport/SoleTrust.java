package connet.transport;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** Judges the certificate of the one server that a TLS engine speaks to. */
final class SoleTrust extends ServerOnlyTrust {
  private final ServerTrust trust;

  SoleTrust(ServerTrust trust) {
    super("not a server");
    this.trust = trust;
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    switch (trust) {
      case ServerTrust.Pinned pinned -> Certificates.checkPinned(pinned.leaf(), chain[0]);
      case ServerTrust.Authorities authorities -> {
        if (engine == null) {
          throw new CertificateException("no TLS engine that knows the server's name");
        }
        Authorities.manager(authorities.roots()).checkServerTrusted(chain, authType, engine);
      }
      case ServerTrust.Unchecked unchecked -> {}
    }
  }
}
