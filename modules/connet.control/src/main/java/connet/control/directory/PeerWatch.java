package connet.control.directory;

import connet.protocol.Role;

/** One stream's view of the peers of an endpoint. */
public final class PeerWatch implements AutoCloseable {
  private final Directory directory;
  private final String endpoint;
  private final Role role;
  private final Signal signal = Signal.raised();

  PeerWatch(Directory directory, String endpoint, Role role) {
    this.directory = directory;
    this.endpoint = endpoint;
    this.role = role;
  }

  /** Raised when the peers have changed. */
  public Signal signal() {
    return signal;
  }

  /** The peers now. */
  public PeerSnapshot snapshot() {
    return directory.snapshot(endpoint, role);
  }

  String endpoint() {
    return endpoint;
  }

  Role role() {
    return role;
  }

  /** Ends the watching and every wait for it. */
  @Override
  public void close() {
    signal.close();
    directory.unwatch(this);
  }
}
