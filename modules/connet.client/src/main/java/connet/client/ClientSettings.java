package connet.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import connet.protocol.Limits;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a {@link Client} finds its control server and what it shows there.
 *
 * @param serverAddress where the control server is; resolved anew at each connect
 * @param serverName the name in the control server's certificate, usually the host of the address
 * @param serverCas the authorities one of which has issued that certificate, or the certificate
 *     itself if it is self-signed; empty for those of the Java runtime
 * @param token what admits this client; a secret
 * @param directAddress the one UDP socket of the client is bound here; the wildcard address takes
 *     IPv4 and IPv6, port 0 any free port
 * @param version what is told to servers as the version of this program
 * @param metadata told to servers and peers, for people to read; at most 4096 bytes of UTF-8, may
 *     be empty
 * @param connectTimeout how long {@link Client#connect} may take; more than zero
 * @param portMapping whether the router in front of this machine is asked for a port
 * @param handshakeIdleTimeout how long the handshake of a QUIC connection may take; more than zero
 * @param resetKey from which stateless reset tokens are derived; without one, a random key for the
 *     life of the client
 */
public record ClientSettings(
    HostPort serverAddress,
    String serverName,
    List<X509Certificate> serverCas,
    String token,
    InetSocketAddress directAddress,
    String version,
    String metadata,
    Duration connectTimeout,
    PortMapping portMapping,
    Duration handshakeIdleTimeout,
    Optional<ResetKey> resetKey) {
  /** The port of a control server unless it says otherwise, as the existing network has it. */
  public static final int SERVER_PORT = 19190;

  /** The UDP port of a client unless it says otherwise, as the existing network has it. */
  public static final int DIRECT_PORT = 19192;

  /** How long a handshake may take unless it is said, as the existing network has it. */
  public static final Duration HANDSHAKE_IDLE_TIMEOUT = Duration.ofSeconds(5);

  /** Takes copies and checks what can be checked. */
  public ClientSettings {
    serverCas = List.copyOf(serverCas);
    if (token.isEmpty()) {
      throw new IllegalArgumentException("the token is empty");
    }
    if (directAddress.isUnresolved()) {
      throw new IllegalArgumentException("unresolved direct address " + directAddress);
    }
    if (metadata.getBytes(UTF_8).length > Limits.METADATA) {
      throw new IllegalArgumentException("metadata of more than " + Limits.METADATA + " bytes");
    }
    if (connectTimeout.isNegative() || connectTimeout.isZero()) {
      throw new IllegalArgumentException("connect timeout " + connectTimeout);
    }
    if (handshakeIdleTimeout.isNegative() || handshakeIdleTimeout.isZero()) {
      throw new IllegalArgumentException("handshake idle timeout " + handshakeIdleTimeout);
    }
  }

  /** Settings with ten seconds to connect, and port mapping as the system's routes say. */
  public ClientSettings(
      HostPort serverAddress,
      String serverName,
      List<X509Certificate> serverCas,
      String token,
      InetSocketAddress directAddress,
      String version,
      String metadata) {
    this(
        serverAddress,
        serverName,
        serverCas,
        token,
        directAddress,
        version,
        metadata,
        Duration.ofSeconds(10),
        PortMapping.SYSTEM,
        HANDSHAKE_IDLE_TIMEOUT,
        Optional.empty());
  }

  /**
   * The usual settings: the server's name is its host, its certificate is checked against the
   * authorities of the Java runtime, any free UDP port, no metadata, ten seconds to connect, port
   * mapping as the system's routes say.
   */
  public static ClientSettings of(HostPort serverAddress, String token) {
    return new ClientSettings(
        serverAddress, serverAddress.host(), List.of(), token, new InetSocketAddress(0), "", "");
  }

  /** The same with other authorities. */
  public ClientSettings withServerCas(List<X509Certificate> authorities) {
    return new ClientSettings(
        serverAddress,
        serverName,
        authorities,
        token,
        directAddress,
        version,
        metadata,
        connectTimeout,
        portMapping,
        handshakeIdleTimeout,
        resetKey);
  }

  /** The same with another address of the UDP socket. */
  public ClientSettings withDirectAddress(InetSocketAddress address) {
    return new ClientSettings(
        serverAddress,
        serverName,
        serverCas,
        token,
        address,
        version,
        metadata,
        connectTimeout,
        portMapping,
        handshakeIdleTimeout,
        resetKey);
  }

  /** The same with another time for {@link Client#connect}. */
  public ClientSettings withConnectTimeout(Duration timeout) {
    return new ClientSettings(
        serverAddress,
        serverName,
        serverCas,
        token,
        directAddress,
        version,
        metadata,
        timeout,
        portMapping,
        handshakeIdleTimeout,
        resetKey);
  }

  /** The same with another way of asking the router for a port, or none. */
  public ClientSettings withPortMapping(PortMapping mapping) {
    return new ClientSettings(
        serverAddress,
        serverName,
        serverCas,
        token,
        directAddress,
        version,
        metadata,
        connectTimeout,
        mapping,
        handshakeIdleTimeout,
        resetKey);
  }

  /** The same with another time for QUIC handshakes. */
  public ClientSettings withHandshakeIdleTimeout(Duration timeout) {
    return new ClientSettings(
        serverAddress,
        serverName,
        serverCas,
        token,
        directAddress,
        version,
        metadata,
        connectTimeout,
        portMapping,
        timeout,
        resetKey);
  }

  /** The same with a reset key that outlives the client. */
  public ClientSettings withResetKey(ResetKey key) {
    return new ClientSettings(
        serverAddress,
        serverName,
        serverCas,
        token,
        directAddress,
        version,
        metadata,
        connectTimeout,
        portMapping,
        handshakeIdleTimeout,
        Optional.of(key));
  }

  /** Everything but the token and the key, which are secrets. */
  @Override
  public String toString() {
    return "ClientSettings[serverAddress="
        + serverAddress
        + ", serverName="
        + serverName
        + ", directAddress="
        + directAddress
        + "]";
  }
}
