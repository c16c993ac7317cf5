package connet.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/**
 * The first words of TLS in a stream. They are costly (signatures, certificates) and so are spoken
 * on the thread that asks for TLS, not on the event loop.
 */
final class TlsHandshake {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final TlsSettings settings;
  private final SSLEngine engine;
  private final ByteStream stream;
  private final long end;

  /** Always ready to be read from. */
  private final ByteBuffer received;

  private final ByteBuffer toSend;
  private final ByteBuffer plain;

  private TlsHandshake(TlsSettings settings, SSLEngine engine, ByteStream stream, Duration within) {
    this.settings = settings;
    this.engine = engine;
    this.stream = stream;
    this.end = System.nanoTime() + within.toNanos();
    int packet = engine.getSession().getPacketBufferSize();
    this.received = ByteBuffer.allocate(packet).flip();
    this.toSend = ByteBuffer.allocate(packet);
    this.plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
  }

  /** Returns what was received beyond the handshake. */
  static ByteBuf run(TlsSettings settings, SSLEngine engine, ByteStream stream, Duration within)
      throws IOException {
    var handshake = new TlsHandshake(settings, engine, stream, within);
    try {
      handshake.run();
      handshake.checkResumed();
    } catch (SSLException e) {
      handshake.alert();
      throw new IOException("the TLS handshake failed: " + Addresses.why(e), e);
    } finally {
      stream.readTimeout(Duration.ZERO);
    }
    return Unpooled.wrappedBuffer(handshake.received);
  }

  private void run() throws IOException {
    engine.beginHandshake();
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> send();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> receive();
        case FINISHED, NOT_HANDSHAKING -> {
          return;
        }
      }
    }
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      TlsSessions.look(settings, task);
    }
  }

  /** A session that is resumed brings the peer's certificates with it, unseen. */
  private void checkResumed() throws SSLException {
    if (settings instanceof TlsSettings.Server server
        && server.clients() instanceof ClientTrust.Pinned) {
      try {
        Certificate[] chain = engine.getSession().getPeerCertificates();
        new AcceptedTrust(server.clients()).check((X509Certificate) chain[0]);
      } catch (CertificateException e) {
        throw new SSLException(e.getMessage(), e);
      }
    }
  }

  private void send() throws IOException {
    toSend.clear();
    SSLEngineResult result = engine.wrap(NOTHING, toSend);
    stream.output().write(toSend.array(), 0, toSend.position());
    if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
      throw new SSLException("it was given up");
    }
  }

  private void receive() throws IOException {
    plain.clear();
    SSLEngineResult result = engine.unwrap(received, plain);
    switch (result.getStatus()) {
      case OK -> {
        if (plain.position() > 0) {
          throw new SSLException("data came before it was done");
        }
      }
      case BUFFER_UNDERFLOW -> readMore();
      case BUFFER_OVERFLOW -> throw new SSLException("a record is too long");
      case CLOSED -> throw new SSLException("the peer ended it");
    }
  }

  private void readMore() throws IOException {
    received.compact();
    try {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new SocketTimeoutException("the TLS handshake took too long");
      }
      stream.readTimeout(Duration.ofNanos(left));
      int count = stream.input().read(received.array(), received.position(), received.remaining());
      if (count < 0) {
        throw new EOFException("the peer ended the stream in the TLS handshake");
      }
      received.position(received.position() + count);
    } finally {
      received.flip();
    }
  }

  /** Tells the peer why, if it still listens. */
  private void alert() {
    try {
      toSend.clear();
      engine.wrap(NOTHING, toSend);
      stream.output().write(toSend.array(), 0, toSend.position());
    } catch (IOException e) {
      // It does not: the failure that led here counts.
    }
  }
}
