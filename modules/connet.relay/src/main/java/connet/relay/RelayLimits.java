package connet.relay;

import java.time.Duration;

/**
 * What one relay grants and how long it waits; tests choose smaller ones.
 *
 * @param clients admitted connections in all
 * @param pending connections in all that have not shown their ticket yet
 * @param pendingPerAddress the same from one address (for IPv6 from one /64 network)
 * @param opening streams of one client that are being opened, as long as they are not joined; more
 *     wait to be accepted
 * @param admission from the end of the handshake to the shown ticket
 * @param request from a new stream to the end of its request
 * @param answer how long one destination may take to open its stream and to answer
 * @param silence a destination that has not been heard for longer gets no streams
 * @param heartbeat how often a destination and the control server are made to answer when idle;
 *     shorter than the silence
 * @param keyGrace how long tickets under a replaced key are admitted
 */
record RelayLimits(
    int clients,
    int pending,
    int pendingPerAddress,
    int opening,
    Duration admission,
    Duration request,
    Duration answer,
    Duration silence,
    Duration heartbeat,
    Duration keyGrace) {

  /**
   * A source waits some seconds for its answer, so a dead destination must leave time for the next
   * one.
   */
  static final RelayLimits DEFAULT =
      new RelayLimits(
          10_000,
          1_000,
          100,
          256,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(3),
          Duration.ofSeconds(2),
          Duration.ofMinutes(5));
}
