package connet.transport;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one side of a {@link ByteStream} speaks TLS in it.
 *
 * <p>TLS 1.2 has no half-close: a peer that ends its direction there ends both.
 */
public sealed interface TlsSettings {
  /** The application protocols that are offered or taken, the preferred first; may be empty. */
  List<String> alpns();

  /** Whether TLS 1.2 will do as well as TLS 1.3. */
  boolean allowsTls12();

  /**
   * The side that begins.
   *
   * @param serverName the name that is asked for, or an IP address, which is not told to the server
   * @param trust which certificate it must show
   * @param identity what is shown if the server asks for it
   */
  record Client(
      String serverName,
      ServerTrust trust,
      @Nullable Identity identity,
      List<String> alpns,
      boolean allowsTls12)
      implements TlsSettings {
    /** Takes a copy. */
    public Client {
      alpns = List.copyOf(alpns);
    }
  }

  /**
   * The side that answers.
   *
   * @param identity what it shows
   * @param clients which certificate the other side must show
   */
  record Server(Identity identity, ClientTrust clients, List<String> alpns, boolean allowsTls12)
      implements TlsSettings {
    /** Takes a copy. */
    public Server {
      alpns = List.copyOf(alpns);
    }
  }
}
