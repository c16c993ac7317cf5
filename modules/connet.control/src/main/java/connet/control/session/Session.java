package connet.control.session;

import connet.control.directory.RefusedException;
import connet.control.directory.Timer;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.FrameException;
import connet.protocol.Framing;
import connet.protocol.MalformedMessageException;
import connet.transport.ConnectionEnd;
import connet.transport.QuicConnection;
import connet.transport.QuicStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: the authentication on its first stream, then what the connection is for. Runs on
 * a virtual thread of its own, from the end of the handshake to the end of the connection.
 */
abstract class Session {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final ErrorStatus TOO_LATE =
      new ErrorStatus(ErrorCode.AUTHENTICATION_FAILED, "authentication did not come in time");

  private final QuicConnection connection;
  private final Framing framing;
  private final Services services;
  private volatile boolean ending;

  Session(QuicConnection connection, Framing framing, Services services) {
    this.connection = connection;
    this.framing = framing;
    this.services = services;
  }

  /** Reads the request for authentication and answers it, unless it throws. */
  abstract void authenticate(MessageStream messages)
      throws IOException, RefusedException, MalformedMessageException;

  /** The answer to a request that is refused. */
  abstract byte[] refusal(ErrorStatus status);

  /** Runs what the connection is for until it ends. */
  abstract void serve() throws IOException, InterruptedException;

  /** The connection has ended, or was refused. */
  abstract void ended();

  /**
   * Runs all of it; {@code admitted} is called once the connection need not be counted as a
   * stranger any more.
   */
  final void run(Runnable admitted) {
    try {
      boolean authenticated;
      try {
        authenticated = authenticate();
      } finally {
        admitted.run();
      }
      if (authenticated) {
        serve();
      }
    } catch (IOException e) {
      LOG.debug("connection ended address={} reason={}", address(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended();
      if (!ending) {
        connection.close();
      }
    }
  }

  final QuicConnection connection() {
    return connection;
  }

  final Services services() {
    return services;
  }

  final MessageStream messages(QuicStream stream) {
    return new MessageStream(stream, framing, services.limits());
  }

  /**
   * Ends the connection in a moment: what was written before has a chance to be read, as closing
   * may overtake it.
   */
  final void endSoon(ErrorStatus status) {
    ending = true;
    services
        .timers()
        .after(
            services.limits().farewell(), () -> connection.close(status.code(), status.message()));
  }

  /** The peer's address, for a log line. */
  final String address() {
    return Printable.address(connection.remoteAddress());
  }

  /**
   * Whether the connection broke, so that its peer may be back soon; otherwise one of the two has
   * ended it.
   */
  static boolean lost(@Nullable ConnectionEnd end) {
    return switch (end) {
      case ConnectionEnd.TimedOut _ -> true;
      case ConnectionEnd.Failed _ -> true;
      case ConnectionEnd.ByPeer _ -> false;
      case ConnectionEnd.ByUs _ -> false;
      case null -> false;
    };
  }

  private boolean authenticate() throws IOException {
    Timer.Task deadline =
        services
            .timers()
            .after(
                services.limits().authentication(),
                () -> connection.close(TOO_LATE.code(), TOO_LATE.message()));
    try (QuicStream stream = connection.acceptStream()) {
      MessageStream messages = messages(stream);
      try {
        authenticate(messages);
        return true;
      } catch (RefusedException e) {
        refuse(messages, e.status());
      } catch (MalformedMessageException e) {
        refuse(messages, e.status());
      } catch (FrameException | EOFException e) {
        refuse(messages, new ErrorStatus(ErrorCode.AUTHENTICATION_FAILED, Printable.message(e)));
      } catch (SocketTimeoutException e) {
        refuse(messages, TOO_LATE);
      }
      return false;
    } finally {
      deadline.cancel();
    }
  }

  private void refuse(MessageStream messages, ErrorStatus status) throws IOException {
    LOG.info("connection refused address={} reason={}", address(), status);
    endSoon(status);
    messages.finish(refusal(status));
  }
}
