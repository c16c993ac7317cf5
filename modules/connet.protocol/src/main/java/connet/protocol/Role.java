package connet.protocol;

import connet.protocol.wire.Model;

/** What a client does for an endpoint. */
public enum Role {
  /** Accepts forwarded connections and hands them to a service. */
  DESTINATION("destination", Model.Role.ROLE_DESTINATION),
  /** Opens forwarded connections. */
  SOURCE("source", Model.Role.ROLE_SOURCE);

  private final String word;
  private final Model.Role wire;

  Role(String word, Model.Role wire) {
    this.word = word;
    this.wire = wire;
  }

  /** The role of the other end. */
  public Role opposite() {
    return this == DESTINATION ? SOURCE : DESTINATION;
  }

  Model.Role toWire() {
    return wire;
  }

  static Role fromWire(Model.Role wire) throws MalformedMessageException {
    return switch (wire) {
      case ROLE_DESTINATION -> DESTINATION;
      case ROLE_SOURCE -> SOURCE;
      case ROLE_UNKNOWN, UNRECOGNIZED ->
          throw new MalformedMessageException(
              ErrorCode.ROLE_NOT_ALLOWED, "role not allowed: neither destination nor source");
    };
  }

  /** The word for people: {@code destination} or {@code source}. */
  @Override
  public String toString() {
    return word;
  }
}
