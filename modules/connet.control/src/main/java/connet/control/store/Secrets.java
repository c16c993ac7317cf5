package connet.control.store;

import connet.protocol.Bytes;

/**
 * What makes this server the same one after a restart.
 *
 * @param controlId by which relays know it
 * @param clientReconnect seals the ids of clients, 32 bytes
 * @param relayReconnect seals the ids of relays, 32 bytes
 * @param reset key of the stateless resets of the socket for clients and relays, 32 bytes
 * @param relayReset the same for the socket for relays alone: shared keys would let each answer for
 *     the other's connections
 */
public record Secrets(
    String controlId, Bytes clientReconnect, Bytes relayReconnect, Bytes reset, Bytes relayReset) {
  /** Length of every secret, in bytes. */
  public static final int BYTES = 32;
}
