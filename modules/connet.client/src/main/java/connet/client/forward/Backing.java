package connet.client.forward;

import java.io.IOException;

/** What is behind a destination. */
@FunctionalInterface
public interface Backing {
  /** Answers an arrival, serves it to its end on the calling thread, and closes it. */
  void serve(Arrival arrival) throws IOException, InterruptedException;
}
