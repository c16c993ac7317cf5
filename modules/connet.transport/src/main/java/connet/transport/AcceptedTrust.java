package connet.transport;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Judges the client certificates that are shown to one identity of a listener. */
final class AcceptedTrust extends X509ExtendedTrustManager {
  private static final X509Certificate[] NO_ISSUERS = {};

  private final ClientTrust trust;

  AcceptedTrust(ClientTrust trust) {
    this.trust = trust;
  }

  boolean asksForCertificates() {
    return !(trust instanceof ClientTrust.None);
  }

  /** Also called once the handshake is done, as a resumed session has skipped it. */
  void check(X509Certificate... chain) throws CertificateException {
    X509Certificate leaf = chain[0];
    switch (trust) {
      case ClientTrust.None none -> throw new CertificateException("no certificate was asked for");
      case ClientTrust.Any any -> Certificates.checkClient(leaf);
      case ClientTrust.Pinned pinned -> {
        Certificates.checkClient(leaf);
        if (!pinned.accepts().test(leaf)) {
          throw new CertificateException("the certificate belongs to no announced peer");
        }
      }
      case ClientTrust.Authorities authorities ->
          Authorities.manager(authorities.roots())
              .checkClientTrusted(chain, leaf.getPublicKey().getAlgorithm());
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("not a dialer");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("not a dialer");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("not a dialer");
  }

  /**
   * Empty, so that the handshake names no authorities: the existing network's clients need that.
   */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return NO_ISSUERS;
  }
}
