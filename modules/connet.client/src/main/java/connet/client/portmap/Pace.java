package connet.client.portmap;

import java.time.Duration;

/**
 * How often a router is asked.
 *
 * @param least between two renewals
 * @param check how often it is asked whether a mapping still stands
 * @param again after a router has not answered, or has refused
 * @param look how often this machine's place in its network is looked at
 */
record Pace(Duration least, Duration check, Duration again, Duration look) {
  /** Four seconds between renewals: RFC 6887, section 11.2.1. */
  static final Pace USUAL =
      new Pace(
          Duration.ofSeconds(4),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          Duration.ofSeconds(60));
}
