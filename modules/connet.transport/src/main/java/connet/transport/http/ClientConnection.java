package connet.transport.http;

import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;

/** The client's end of an HTTP/1.1 connection, towards the server that requests go to. */
final class ClientConnection implements AutoCloseable {
  private final Upstream upstream;
  private final ResponseDecoder decoder = new ResponseDecoder();
  private final MessageReader reader;
  private final MessageWriter writer;
  private boolean used;

  ClientConnection(Upstream upstream) {
    this.upstream = upstream;
    this.reader = new MessageReader(upstream.wire(), decoder);
    this.writer = MessageWriter.ofRequests(upstream.wire());
    upstream.wire().writeTimeout(Limits.STALLED);
  }

  Upstream upstream() {
    return upstream;
  }

  MessageReader reader() {
    return reader;
  }

  MessageWriter writer() {
    return writer;
  }

  /** Whether a request was carried by it before: the server may have closed it meanwhile. */
  boolean used() {
    return used;
  }

  /** A whole exchange has taken place. */
  void use() {
    used = true;
  }

  /** Whether the next responses have a head only. */
  void headOnly(boolean yes) {
    decoder.headOnly(yes);
  }

  /** Waits for a response, for as long as it takes. */
  HttpResponse response() throws IOException {
    HttpMessage head = reader.head(Duration.ZERO, Duration.ZERO);
    if (head == null) {
      throw new EOFException("the server has ended the connection without a response");
    }
    return (HttpResponse) head;
  }

  @Override
  public void close() {
    reader.close();
    writer.close();
    upstream.close();
  }
}
