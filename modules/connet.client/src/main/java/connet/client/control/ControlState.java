package connet.client.control;

import connet.protocol.ErrorStatus;

/** How things stand between us and the control server. */
public sealed interface ControlState {
  /** No session; it is being tried again. What is known of peers and relays stays in use. */
  record Away(String why) implements ControlState {}

  /** The server does not want us; it is tried again all the same, but not often. */
  record Refused(ErrorStatus status) implements ControlState {}

  /** There is a session. */
  record Connected(ControlSession session) implements ControlState {}
}
