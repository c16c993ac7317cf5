package connet.relay;

import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatusException;
import connet.protocol.HostPort;
import connet.transport.ConnectionClosedException;
import connet.transport.ConnectionEnd;
import connet.transport.UntrustedServerException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a relay is not registered, and what to do.
 *
 * @param text a sentence or two for the operator
 * @param lasting whether it takes the operator to put it right: trying again soon is of no use
 */
record ControlProblem(String text, boolean lasting) {
  static ControlProblem of(IOException e, List<HostPort> addresses, Path controlFile) {
    String control =
        "The control server at "
            + addresses.stream().map(HostPort::toString).collect(Collectors.joining(" or "));
    return switch (e) {
      case ErrorStatusException refused -> refused(control, refused.status().toString());
      case UntrustedServerException untrusted ->
          new ControlProblem(
              control
                  + " is not trusted: "
                  + untrusted.getMessage()
                  + ". Does control-cas name its certificate, or that of its authority, and is"
                  + " control-addr, or control-name, a name in it?",
              true);
      case ConnectionClosedException closed
          when closed.end() instanceof ConnectionEnd.ByPeer(long code, String reason)
              && code == ErrorCode.AUTHENTICATION_FAILED ->
          refused(control, reason);
      case ConnectionClosedException closed ->
          new ControlProblem(control + " cannot be reached: " + closed.end(), false);
      case ChangedControlIdException changed ->
          new ControlProblem(
              control
                  + " is not the one that this relay knows: "
                  + changed.getMessage()
                  + ". If that is intended, end the relay, delete "
                  + controlFile
                  + " and start it again",
              true);
      case UnknownHostException unknown ->
          new ControlProblem(control + ": the name cannot be resolved", false);
      default -> new ControlProblem(control + " cannot be reached: " + e.getMessage(), false);
    };
  }

  private static ControlProblem refused(String control, String why) {
    return new ControlProblem(
        control
            + " refuses this relay: "
            + why
            + ". Set token, or the file of token-file, to one of that server's relay tokens",
        true);
  }
}
