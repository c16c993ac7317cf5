package connet.client.portmap;

import java.io.IOException;
import java.io.Serial;

/** The router has answered, and maps no port: asking again at once makes no difference. */
final class RefusedByGatewayException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  RefusedByGatewayException(String message) {
    super(message);
  }

  RefusedByGatewayException(IOException refusal) {
    super(refusal);
  }
}
