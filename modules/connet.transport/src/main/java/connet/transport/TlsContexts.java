package connet.transport;

import io.netty.handler.ssl.ClientAuth;
import io.netty.incubator.codec.quic.BoringSSLContextOption;
import io.netty.incubator.codec.quic.QuicSslContext;
import io.netty.incubator.codec.quic.QuicSslContextBuilder;
import io.netty.util.Mapping;
import java.util.List;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Makes the TLS contexts of QUIC connections. Each holds native memory and is expensive to make.
 */
final class TlsContexts {
  /**
   * Ed25519 is off in BoringSSL unless named; it is also what client certificates are signed with.
   */
  private static final String[] SIGNATURES = {
    "ed25519",
    "ecdsa_secp256r1_sha256",
    "ecdsa_secp384r1_sha384",
    "ecdsa_secp521r1_sha512",
    "rsa_pss_rsae_sha256",
    "rsa_pss_rsae_sha384",
    "rsa_pss_rsae_sha512",
    "rsa_pkcs1_sha256",
    "rsa_pkcs1_sha384",
    "rsa_pkcs1_sha512"
  };

  private TlsContexts() {}

  static QuicSslContext dialing(
      @Nullable Identity identity, List<String> alpns, TrustManager trust) {
    var builder = QuicSslContextBuilder.forClient().trustManager(trust);
    if (identity != null) {
      builder.keyManager(new OneKey(identity), null);
    }
    return finish(builder, alpns);
  }

  static QuicSslContext listening(
      Identity identity, List<String> alpns, ClientTrust clients, AcceptedTrust trust) {
    var builder =
        QuicSslContextBuilder.forServer(new OneKey(identity), null)
            .trustManager(trust)
            .clientAuth(clients instanceof ClientTrust.None ? ClientAuth.NONE : ClientAuth.REQUIRE);
    return finish(builder, alpns);
  }

  /**
   * The outer context of a listener that has an identity per server name. It refuses everybody
   * itself and asks for client certificates, as the inner contexts inherit its way of verifying.
   */
  static QuicSslContext byName(List<String> alpns, Mapping<String, QuicSslContext> contexts) {
    var nobody = new AcceptedTrust(new ClientTrust.Pinned(leaf -> false));
    var builder =
        QuicSslContextBuilder.forServer(new OneKey(null), null)
            .trustManager(nobody)
            .clientAuth(ClientAuth.REQUIRE);
    QuicheInternals.sni(builder, contexts);
    return finish(builder, alpns);
  }

  private static QuicSslContext finish(QuicSslContextBuilder builder, List<String> alpns) {
    return builder
        .applicationProtocols(alpns.toArray(String[]::new))
        .option(BoringSSLContextOption.SIGNATURE_ALGORITHMS, SIGNATURES.clone())
        .earlyData(false)
        .build();
  }
}
