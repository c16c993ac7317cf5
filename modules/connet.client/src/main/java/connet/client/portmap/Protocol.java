package connet.client.portmap;

import java.io.IOException;
import java.time.Duration;

/** A way of asking routers for a port. */
interface Protocol {
  /** What is asked for, as the existing network has it: what a crash leaves behind is gone soon. */
  Duration LEASE = Duration.ofMinutes(10);

  /** A router that speaks it. Used by one thread at a time. */
  interface Gateway {
    /**
     * Asks for a mapping, or for the same one again.
     *
     * @param wanted the external port that we would like best
     * @param within gives up when there is no answer in this time
     * @throws RefusedByGatewayException if the router does not want to
     */
    Grant map(int wanted, Duration within) throws IOException;

    /**
     * Asks whether a mapping still stands, as far as the router's answer tells.
     *
     * @throws IOException if there is no answer, which says nothing
     */
    boolean holds(Grant grant) throws IOException;

    /** Gives back whatever it may have mapped, in a second at most, with or without success. */
    void release() throws IOException;
  }

  /** Its name, for people. */
  String name();

  /**
   * Waits for the router's answer; changes nothing there.
   *
   * @param port of our socket
   * @throws IOException when it does not
   */
  Gateway find(Place place, int port) throws IOException;
}
