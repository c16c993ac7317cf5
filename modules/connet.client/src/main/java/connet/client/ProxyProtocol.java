package connet.client;

/**
 * Which PROXY header a destination asks sources to send first, so that its service learns who has
 * connected to the source (the HAProxy project's PROXY protocol).
 */
public enum ProxyProtocol {
  /** None. */
  NONE,
  /** Version 1, a line of text. */
  V1,
  /** Version 2, binary. */
  V2
}
