package connet.transport;

/** How a connection ended. */
public sealed interface ConnectionEnd {
  /** The peer closed it with an application error code and a reason, which may be empty. */
  record ByPeer(long code, String reason) implements ConnectionEnd {
    @Override
    public String toString() {
      return "closed by the peer with code " + code + (reason.isEmpty() ? "" : ": " + reason);
    }
  }

  /** We closed it. */
  record ByUs(long code, String reason) implements ConnectionEnd {
    @Override
    public String toString() {
      return "closed by us with code " + code + (reason.isEmpty() ? "" : ": " + reason);
    }
  }

  /** Nothing was heard from the peer for the idle timeout, or no handshake within its time. */
  record TimedOut() implements ConnectionEnd {
    @Override
    public String toString() {
      return "timed out";
    }
  }

  /**
   * A handshake that was refused, a broken protocol, a peer that restarted, a closed socket.
   *
   * @param why a sentence of its own
   */
  record Failed(String why) implements ConnectionEnd {
    @Override
    public String toString() {
      return why;
    }
  }
}
