package connet.transport.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;

/** A request that is not carried out, with what to answer. */
final class HttpProblem extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient HttpResponseStatus status;

  HttpProblem(HttpResponseStatus status, String message) {
    super(message);
    this.status = status;
  }

  HttpResponseStatus status() {
    return status;
  }
}
