package connet.transport;

import java.security.cert.X509Certificate;
import java.util.List;

/** Which server certificate a dialer accepts. */
public sealed interface ServerTrust {
  /**
   * Exactly this leaf, while it is valid and meant for servers (extended key usage serverAuth).
   * Names are not compared: the pin says more than a name can.
   */
  record Pinned(X509Certificate leaf) implements ServerTrust {}

  /**
   * An ordinary certificate for the dialed server name, issued under one of these roots.
   *
   * @param roots the authorities; empty for those of the Java runtime
   */
  record Authorities(List<X509Certificate> roots) implements ServerTrust {
    /** Takes a copy. */
    public Authorities {
      roots = List.copyOf(roots);
    }
  }

  /** Any certificate, for any name: nobody then knows who the server is. */
  record Unchecked() implements ServerTrust {}
}
