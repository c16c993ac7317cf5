package connet.relay;

import connet.protocol.Alpn;
import connet.protocol.ClientTicket;
import connet.protocol.ErrorCode;
import connet.protocol.Framing;
import connet.protocol.Role;
import connet.transport.Addresses;
import connet.transport.Join;
import connet.transport.QuicConnection;
import connet.transport.QuicStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of an admitted client. Its own virtual thread accepts streams, each of which gets
 * one of the executor. It ends with the connection, which belongs to whoever accepted it.
 */
final class ClientSession implements Destination {
  private static final Logger log = LoggerFactory.getLogger(ClientSession.class);

  private final QuicConnection connection;
  private final ClientHandshake handshake;
  private final ClientTicket client;
  private final Destinations destinations;
  private final RelayLimits limits;
  private final Semaphore opening;

  ClientSession(
      QuicConnection connection,
      ClientHandshake handshake,
      Destinations destinations,
      RelayLimits limits) {
    this.connection = connection;
    this.handshake = handshake;
    this.client = handshake.client();
    this.destinations = destinations;
    this.limits = limits;
    this.opening = new Semaphore(limits.opening());
  }

  /** For people to look at. */
  RelayStatus.Client status() {
    return new RelayStatus.Client(
        client.endpoint(),
        client.role() == Role.DESTINATION,
        client.certificateKey(),
        handshake.metadata());
  }

  /** Serves the client until its connection has ended. */
  void run(Executor threads) {
    if (client.role() == Role.DESTINATION) {
      connection.heartbeat(limits.heartbeat(), handshake.stream());
      // Before the client hears that it is admitted: from then on it counts on being found.
      destinations.add(client.endpoint(), this);
    }
    log.info(
        "client connected endpoint={} role={} key={} address={} alpn={}",
        client.endpoint(),
        client.role(),
        client.certificateKey(),
        Addresses.show(connection.remoteAddress()),
        connection.alpn());
    try {
      handshake.welcome();
      acceptStreams(threads);
    } catch (IOException | RejectedExecutionException e) {
      log.debug("no more streams key={} why={}", client.certificateKey(), e.getMessage());
    } finally {
      destinations.remove(client.endpoint(), this);
      handshake.stream().reset(ErrorCode.UNKNOWN);
      log.info(
          "client disconnected endpoint={} role={} key={} address={} end={}",
          client.endpoint(),
          client.role(),
          client.certificateKey(),
          Addresses.show(connection.remoteAddress()),
          connection.end());
    }
  }

  private void acceptStreams(Executor threads) throws IOException {
    while (true) {
      try {
        // While too many are being opened, the next one waits unaccepted.
        opening.acquire();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
      QuicStream stream = connection.acceptStream();
      threads.execute(() -> serve(stream));
    }
  }

  private void serve(QuicStream stream) {
    Optional<Join> joined;
    try {
      joined = new ForwardedStream(stream, client, destinations, limits).open();
    } catch (RuntimeException e) {
      log.error("stream failed endpoint={}", client.endpoint(), e);
      stream.reset(ErrorCode.UNKNOWN);
      return;
    } finally {
      opening.release();
    }
    joined.ifPresent(this::awaitEnd);
  }

  private void awaitEnd(Join join) {
    try {
      log.debug(
          "stream ended endpoint={} end={} sent={} received={}",
          client.endpoint(),
          join.await(),
          join.bytesFromA(),
          join.bytesFromB());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String certificateKey() {
    return client.certificateKey();
  }

  @Override
  public Duration smoothedRtt() {
    return connection.smoothedRtt();
  }

  @Override
  public Duration silentFor() {
    return connection.silentFor();
  }

  @Override
  public Framing framing() {
    return Alpn.Kind.CLIENT_RELAY.framing(connection.alpn());
  }

  @Override
  public QuicStream openStream(Duration timeout) throws IOException {
    return connection.openStream(timeout);
  }
}
