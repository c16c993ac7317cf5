package connet.client.endpoint;

import connet.protocol.ErrorStatus;

/** What the control server knows of an endpoint. */
public sealed interface AnnounceState {
  /** Not yet, or not any more: there is no session. */
  record Waiting(String why) implements AnnounceState {}

  /** The server does not take it. */
  record Refused(ErrorStatus status) implements AnnounceState {}

  /** The server has told us of the peers. */
  record Announced() implements AnnounceState {}
}
