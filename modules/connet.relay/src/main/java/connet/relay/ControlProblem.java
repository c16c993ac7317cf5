package connet.relay;

import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatusException;
import connet.protocol.HostPort;
import connet.transport.ConnectionClosedException;
import connet.transport.ConnectionEnd;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Path;

/** Says to the operator why a relay is not registered, and what to do. */
final class ControlProblem {
  private ControlProblem() {}

  static String describe(IOException e, HostPort control, Path controlFile) {
    return switch (e) {
      case ErrorStatusException refused -> refused(control, refused.status().toString());
      case ConnectionClosedException closed
          when closed.end() instanceof ConnectionEnd.ByPeer(long code, String reason)
              && code == ErrorCode.AUTHENTICATION_FAILED ->
          refused(control, reason);
      case ConnectionClosedException closed ->
          "The control server at " + control + " cannot be reached: " + closed.end();
      case ChangedControlIdException changed ->
          "The control server at "
              + control
              + " is not the one that this relay knows: "
              + changed.getMessage()
              + ". If that is intended, end the relay, delete "
              + controlFile
              + " and start it again";
      case UnknownHostException unknown ->
          "The control server's host name " + control.host() + " cannot be resolved";
      default -> "The control server at " + control + " cannot be reached: " + e.getMessage();
    };
  }

  private static String refused(HostPort control, String why) {
    return "The control server at "
        + control
        + " refuses this relay: "
        + why
        + ". Is its token one of that server's relay tokens?";
  }
}
