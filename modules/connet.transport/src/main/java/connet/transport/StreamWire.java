package connet.transport;

import connet.transport.http.Upstream;
import connet.transport.http.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stream as the HTTP code sees it. */
record StreamWire(ByteStream stream) implements Wire {
  private static final Logger LOG = LoggerFactory.getLogger(StreamWire.class);

  private record Dialed(HttpUpstream upstream, StreamWire wire) implements Upstream {
    @Override
    public void close() {
      upstream.close();
    }
  }

  /** The address of the one at the other end, without a port. */
  static String host(ByteStream stream) {
    InetAddress address = stream.remoteAddress().getAddress();
    String host =
        address == null ? stream.remoteAddress().getHostString() : address.getHostAddress();
    int zone = host.indexOf('%');
    return zone < 0 ? host : host.substring(0, zone);
  }

  static Upstream.Dialer dialer(HttpUpstream.Dialer dialer) {
    return () -> {
      try {
        HttpUpstream upstream = dialer.dial();
        return new Dialed(upstream, new StreamWire(upstream.stream()));
      } catch (NoUpstreamException e) {
        throw new Upstream.UnavailableException(String.valueOf(e.getMessage()));
      } catch (SocketTimeoutException e) {
        throw unavailable(e);
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        throw unavailable(e);
      }
    };
  }

  private static Upstream.UnavailableException unavailable(IOException why) {
    LOG.warn("service not reached why={}", why.getMessage());
    return new Upstream.UnavailableException("the service cannot be reached");
  }

  @Override
  public InputStream input() {
    return stream.input();
  }

  @Override
  public OutputStream output() {
    return stream.output();
  }

  @Override
  public void readTimeout(Duration timeout) {
    stream.readTimeout(timeout);
  }

  @Override
  public void writeTimeout(Duration timeout) {
    stream.writeTimeout(timeout);
  }

  @Override
  public void shutdownOutput() throws IOException {
    stream.shutdownOutput();
  }

  @Override
  public void reset() {
    stream.reset(0);
  }

  @Override
  public void close() {
    stream.close();
  }

  @Override
  public void join(Wire other) throws InterruptedException {
    if (!(other instanceof StreamWire(ByteStream with))) {
      throw new IllegalArgumentException("not a stream: " + other);
    }
    Join join = ByteStream.join(stream, with);
    try {
      join.await();
    } finally {
      join.reset(0); // does nothing to what has ended
    }
  }
}
