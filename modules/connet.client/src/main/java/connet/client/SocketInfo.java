package connet.client;

/**
 * How the operating system carries the packets of a client.
 *
 * @param transport the way of sending and receiving that is in use, for people to read
 * @param receiveBufferAsked the UDP receive buffer that was asked for, in bytes
 * @param receiveBufferGranted the one that was granted, in bytes; a smaller one loses packets under
 *     load
 */
public record SocketInfo(String transport, int receiveBufferAsked, int receiveBufferGranted) {}
