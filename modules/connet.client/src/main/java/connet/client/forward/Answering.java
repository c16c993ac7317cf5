package connet.client.forward;

import connet.client.endpoint.LocalEndpoint;
import connet.client.path.Path;
import connet.client.stream.TimedFrames;
import connet.client.task.Tasks;
import connet.protocol.DetectedFrame;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.ErrorStatusException;
import connet.protocol.Framing;
import connet.protocol.MalformedMessageException;
import connet.protocol.PeerRequest;
import connet.protocol.PeerResponse;
import connet.transport.ConnectionClosedException;
import connet.transport.QuicStream;
import connet.transport.TlsSessions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a destination does with a path: it answers the requests on the streams that sources open.
 */
public final class Answering implements LocalEndpoint.Use {
  private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

  /** Streams of one path whose request is being read or waits to be taken; more have to wait. */
  private static final int AT_ONCE = 256;

  private static final Duration REQUEST = Duration.ofSeconds(5);

  /** Sources wait five seconds for an answer: they are to get one before that. */
  private static final Duration UNTIL_TAKEN = Duration.ofSeconds(4);

  private final Handover handover;
  private final List<Integer> encryptions;
  private final int proxyProtocol;
  private final TlsSessions sessions = new TlsSessions();

  /**
   * Arrivals are left at the handover.
   *
   * @param encryptions what is allowed through relays, numbers of {@link
   *     connet.protocol.EncryptionScheme}
   * @param proxyProtocol the header that sources are asked for, a number of {@link
   *     connet.protocol.ProxyVersion}
   */
  public Answering(Handover handover, List<Integer> encryptions, int proxyProtocol) {
    this.handover = handover;
    this.encryptions = List.copyOf(encryptions);
    this.proxyProtocol = proxyProtocol;
  }

  @Override
  public void use(LocalEndpoint endpoint, Path path) throws IOException, InterruptedException {
    var free = new Semaphore(AT_ONCE);
    try (var tasks = new Tasks("requests to " + endpoint.self())) {
      while (true) {
        free.acquire();
        QuicStream stream = path.connection().acceptStream();
        tasks.start("request", () -> answer(endpoint, stream, path, free));
      }
    } catch (ConnectionClosedException e) {
      LOG.trace("no more requests endpoint={} path={}", endpoint.self(), path);
    }
  }

  private void answer(LocalEndpoint endpoint, QuicStream stream, Path path, Semaphore free)
      throws IOException, InterruptedException {
    boolean answered = false;
    try {
      answer(endpoint, stream, path);
      answered = true;
    } finally {
      if (!answered) {
        stream.reset(0);
      }
      free.release();
    }
  }

  private void answer(LocalEndpoint endpoint, QuicStream stream, Path path)
      throws IOException, InterruptedException {
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
    try {
      switch (PeerRequest.decode(body)) {
        case PeerRequest.Check check -> {
          framing.write(stream.output(), new PeerResponse.Checked().encode());
          stream.close();
        }
        case PeerRequest.Connect connect ->
            handOver(new Arrival(stream, framing, path, agree(endpoint, path, connect)));
      }
    } catch (MalformedMessageException e) {
      int code = e.errorCode();
      Arrival.refuse(stream, framing, new ErrorStatus(code, ErrorCode.describe(code)));
    } catch (ErrorStatusException e) {
      LOG.warn("connection refused endpoint={} path={} why={}", endpoint.self(), path, e.status());
      Arrival.refuse(stream, framing, e.status());
    }
  }

  private Agreement agree(LocalEndpoint endpoint, Path path, PeerRequest.Connect request)
      throws ErrorStatusException, InterruptedException {
    return path.kind().direct()
        ? Agreement.direct(proxyProtocol)
        : Agreement.relayed(request, proxyProtocol, endpoint, encryptions, sessions);
  }

  private void handOver(Arrival arrival) throws IOException, InterruptedException {
    if (!handover.offer(arrival, UNTIL_TAKEN)) {
      arrival.refuse(ErrorCode.DESTINATION_DIAL_FAILED, "nobody accepts at this destination");
    }
  }
}
