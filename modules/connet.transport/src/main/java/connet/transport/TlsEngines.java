package connet.transport;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** Makes the JDK's TLS engines. */
final class TlsEngines {
  /** Sessions are kept by name and port, and not without a port. */
  private static final int NO_PORT = 0;

  private TlsEngines() {}

  static SSLEngine of(TlsSettings settings, TlsSessions sessions) throws IOException {
    try {
      return switch (settings) {
        case TlsSettings.Client client -> client(client, sessions.context(client));
        case TlsSettings.Server server -> server(server, sessions.context(server));
      };
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be used: " + e.getMessage(), e);
    }
  }

  private static SSLEngine client(TlsSettings.Client settings, SSLContext context) {
    SSLEngine engine = context.createSSLEngine(settings.serverName(), NO_PORT);
    engine.setUseClientMode(true);
    SSLParameters parameters = parameters(settings);
    if (settings.trust() instanceof ServerTrust.Authorities) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    parameters.setServerNames(
        isAddress(settings.serverName())
            ? List.of()
            : List.of(new SNIHostName(settings.serverName())));
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static boolean isAddress(String name) {
    return NetUtil.isValidIpV4Address(name) || NetUtil.isValidIpV6Address(name);
  }

  private static SSLEngine server(TlsSettings.Server settings, SSLContext context) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = parameters(settings);
    parameters.setNeedClientAuth(new AcceptedTrust(settings.clients()).asksForCertificates());
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static SSLParameters parameters(TlsSettings settings) {
    var parameters = new SSLParameters();
    parameters.setProtocols(
        settings.allowsTls12() ? new String[] {"TLSv1.3", "TLSv1.2"} : new String[] {"TLSv1.3"});
    if (!settings.alpns().isEmpty()) {
      parameters.setApplicationProtocols(settings.alpns().toArray(String[]::new));
    }
    return parameters;
  }
}
