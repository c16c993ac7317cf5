package connet.relay;

import connet.protocol.Framing;
import connet.transport.QuicStream;
import java.io.IOException;
import java.time.Duration;

/** An admitted connection of a destination, as those see it who look for one. */
interface Destination {
  /** The key of the client certificate: the same for all connections of one destination. */
  String certificateKey();

  /** The smoothed round-trip time. */
  Duration smoothedRtt();

  /** How long it has owed an answer. */
  Duration silentFor();

  /** The framing of the forwarded streams of this connection. */
  Framing framing();

  /** Opens a stream toward the destination, waiting at most this long. */
  QuicStream openStream(Duration timeout) throws IOException;
}
