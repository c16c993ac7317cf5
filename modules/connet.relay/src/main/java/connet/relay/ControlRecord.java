package connet.relay;

import connet.protocol.Bytes;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Properties;

/**
 * What a relay remembers of its control server.
 *
 * @param controlId the id of the control server, which must not change
 * @param ticketKey the key under which it seals tickets for this relay, 32 secret bytes
 * @param reconnectToken what keeps this relay's id at the next registration; empty when there is
 *     none, or when it must not be used after a restart
 */
record ControlRecord(String controlId, Bytes ticketKey, Bytes reconnectToken) {
  private static final int TICKET_KEY_BYTES = 32;
  private static final String CONTROL_ID = "control-id";
  private static final String TICKET_KEY = "ticket-key";
  private static final String RECONNECT_TOKEN = "reconnect-token";

  ControlRecord withoutToken() {
    return new ControlRecord(controlId, ticketKey, Bytes.EMPTY);
  }

  /** A text of named values in base64. */
  byte[] toText() {
    String text =
        "# What this relay knows of its control server. Secret.\n"
            + line(CONTROL_ID, Bytes.of(controlId.getBytes(StandardCharsets.UTF_8)))
            + line(TICKET_KEY, ticketKey)
            + line(RECONNECT_TOKEN, reconnectToken);
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads {@link #toText}'s bytes.
   *
   * @throws IOException that says what is wrong with them
   */
  static ControlRecord fromText(byte[] text) throws IOException {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(new String(text, StandardCharsets.US_ASCII)));
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    }
    String controlId = new String(value(properties, CONTROL_ID).toArray(), StandardCharsets.UTF_8);
    Bytes ticketKey = value(properties, TICKET_KEY);
    if (controlId.isEmpty() || ticketKey.length() != TICKET_KEY_BYTES) {
      throw new IOException("its " + (controlId.isEmpty() ? CONTROL_ID : TICKET_KEY) + " is cut");
    }
    return new ControlRecord(controlId, ticketKey, value(properties, RECONNECT_TOKEN));
  }

  private static String line(String name, Bytes value) {
    return name + "=" + Base64.getEncoder().encodeToString(value.toArray()) + "\n";
  }

  private static Bytes value(Properties properties, String name) throws IOException {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new IOException("it has no " + name);
    }
    try {
      return Bytes.of(Base64.getDecoder().decode(value));
    } catch (IllegalArgumentException e) {
      throw new IOException("its " + name + " is not base64", e);
    }
  }
}
