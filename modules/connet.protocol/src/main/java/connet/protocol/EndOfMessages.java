package connet.protocol;

import java.io.EOFException;
import java.io.Serial;

/** The stream ended between two messages, which is how a peer ends a conversation. */
public final class EndOfMessages extends EOFException {
  @Serial private static final long serialVersionUID = 1;

  EndOfMessages() {
    super("the peer ended the conversation");
  }
}
