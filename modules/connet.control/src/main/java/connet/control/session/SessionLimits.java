package connet.control.session;

import java.time.Duration;

/**
 * How much the server takes from its peers. All of it is far above what real ones need.
 *
 * @param authentication from the end of the handshake until the answer to the authentication
 * @param farewell for a refused peer to read why, before its connection is closed
 * @param request from a stream's start to its first request, and from a request's first byte to its
 *     last
 * @param write until a peer has taken a message
 * @param waiting connections in all that have not authenticated yet
 * @param waitingPerSource the same from one IPv4 address or one IPv6 /64
 * @param sessionsPerToken connections at a time with one token
 * @param streams streams at a time on one connection
 * @param announces endpoints announced at a time on one connection
 * @param requestBurst requests that one connection may send at once
 * @param requestsPerSecond and how many more each second; what is faster waits
 * @param bytesPerSecond of repeated answers on one stream, beside the first
 */
public record SessionLimits(
    Duration authentication,
    Duration farewell,
    Duration request,
    Duration write,
    int waiting,
    int waitingPerSource,
    int sessionsPerToken,
    int streams,
    int announces,
    int requestBurst,
    int requestsPerSecond,
    int bytesPerSecond) {
  /** What the server uses. */
  public static SessionLimits standard() {
    return new SessionLimits(
        Duration.ofSeconds(8),
        Duration.ofMillis(500),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        4096,
        1024,
        10_000,
        2 * 1024 + 64,
        1024,
        4096,
        200,
        1 << 20);
  }
}
