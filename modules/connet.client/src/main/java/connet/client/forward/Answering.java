package connet.client.forward;

import connet.client.path.Path;
import connet.client.path.Paths;
import connet.client.stream.TimedFrames;
import connet.client.task.Tasks;
import connet.protocol.DetectedFrame;
import connet.protocol.EncryptionScheme;
import connet.protocol.ErrorCode;
import connet.protocol.Framing;
import connet.protocol.MalformedMessageException;
import connet.protocol.PeerRequest;
import connet.protocol.PeerResponse;
import connet.transport.ConnectionClosedException;
import connet.transport.QuicStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a destination does with a path: it answers the requests on the streams that sources open.
 */
public final class Answering implements Paths.Use {
  private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

  /** Streams of one path whose request is being read or waits to be taken; more have to wait. */
  private static final int AT_ONCE = 256;

  private static final Duration REQUEST = Duration.ofSeconds(5);

  /** Sources wait five seconds for an answer: they are to get one before that. */
  private static final Duration UNTIL_TAKEN = Duration.ofSeconds(4);

  private final String endpoint;
  private final Handover handover;

  /** Arrivals are left at the handover. */
  public Answering(String endpoint, Handover handover) {
    this.endpoint = endpoint;
    this.handover = handover;
  }

  @Override
  public void use(Path path) throws IOException, InterruptedException {
    var free = new Semaphore(AT_ONCE);
    try (var tasks = new Tasks("requests to " + endpoint)) {
      while (true) {
        free.acquire();
        QuicStream stream = path.connection().acceptStream();
        tasks.start("request", () -> answer(stream, path, free));
      }
    } catch (ConnectionClosedException e) {
      LOG.trace("no more requests endpoint={} path={}", endpoint, path);
    }
  }

  private void answer(QuicStream stream, Path path, Semaphore free)
      throws IOException, InterruptedException {
    boolean answered = false;
    try {
      answer(stream, path);
      answered = true;
    } finally {
      if (!answered) {
        stream.reset(0);
      }
      free.release();
    }
  }

  private void answer(QuicStream stream, Path path) throws IOException, InterruptedException {
    Framing framing = path.framing();
    byte[] body;
    if (path.kind().direct()) {
      body = TimedFrames.read(stream, framing, Framing.UNAUTHENTICATED_MAX, REQUEST);
    } else {
      // Sources and relays of the existing network do not always keep to the relay connection's.
      DetectedFrame frame = TimedFrames.readDetecting(stream, Framing.UNAUTHENTICATED_MAX, REQUEST);
      framing = frame.framing();
      body = frame.body();
    }
    var arrival = new Arrival(stream, framing, path);
    try {
      answer(arrival, PeerRequest.decode(body));
    } catch (MalformedMessageException e) {
      arrival.refuse(e.errorCode(), ErrorCode.describe(e.errorCode()));
    }
  }

  private void answer(Arrival arrival, PeerRequest request)
      throws IOException, InterruptedException {
    switch (request) {
      case PeerRequest.Check check -> {
        arrival.framing().write(arrival.stream().output(), new PeerResponse.Checked().encode());
        arrival.stream().close();
      }
      case PeerRequest.Connect connect -> {
        List<Integer> schemes = connect.sourceEncryptions();
        if (!schemes.isEmpty() && !schemes.contains(EncryptionScheme.NONE)) {
          arrival.refuse(
              ErrorCode.DESTINATION_RELAY_ENCRYPTION_ERROR,
              "this destination encrypts nothing for relays, and the source demands it");
        } else if (!handover.offer(arrival, UNTIL_TAKEN)) {
          arrival.refuse(ErrorCode.DESTINATION_DIAL_FAILED, "nobody accepts at this destination");
        }
      }
    }
  }
}
