package connet.client;

import connet.transport.ClientTrust;
import connet.transport.Identity;
import connet.transport.ServerTrust;
import connet.transport.TlsSettings;
import java.util.List;

/** TLS of endpoints, in the transport's terms. */
final class TlsBindings {
  /** What is spoken in it where it is HTTP: browsers would otherwise try HTTP/2. */
  static final List<String> HTTP = List.of("http/1.1");

  private TlsBindings() {}

  static TlsSettings.Client of(TlsClient tls, String host, List<String> alpns) {
    ServerTrust trust =
        tls.verify() ? new ServerTrust.Authorities(tls.authorities()) : new ServerTrust.Unchecked();
    Identity identity = tls.key() == null ? null : new Identity(tls.chain(), tls.key());
    return new TlsSettings.Client(host, trust, identity, alpns, true);
  }

  static TlsSettings.Server of(TlsServer tls, List<String> alpns) {
    ClientTrust clients =
        tls.clientAuthorities().isEmpty()
            ? new ClientTrust.None()
            : new ClientTrust.Authorities(tls.clientAuthorities());
    return new TlsSettings.Server(new Identity(tls.chain(), tls.key()), clients, alpns, true);
  }
}
