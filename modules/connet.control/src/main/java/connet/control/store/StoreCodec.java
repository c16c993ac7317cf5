package connet.control.store;

import connet.protocol.Bytes;
import connet.protocol.ClientResponse;
import connet.protocol.EndpointName;
import connet.protocol.Ids;
import connet.protocol.OfferedRelay;
import connet.protocol.RemotePeer;
import connet.protocol.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.List;

/**
 * How peers and relays are kept: as the message that tells a client of them, whose form is fixed by
 * the network and whose decoding takes nothing for granted. A peer's key is a letter for its role,
 * its client's id, and the endpoint's name; a relay's value starts with the shared key, which no
 * message has room for.
 */
final class StoreCodec {
  private static final int ID_CHARACTERS = 52;

  private StoreCodec() {}

  static String key(StoredPeer.Key key) {
    return (key.role() == Role.DESTINATION ? "d" : "s") + key.clientId() + key.endpoint();
  }

  static byte[] encode(StoredPeer peer) {
    return new ClientResponse.Announced(List.of(peer.peer())).encode();
  }

  static byte[] encode(StoredRelay relay) {
    OfferedRelay offered =
        new OfferedRelay(
            relay.id(), relay.addresses(), relay.certificate(), Bytes.EMPTY, relay.metadata());
    byte[] message = new ClientResponse.Relays(List.of(offered)).encode();
    return ByteBuffer.allocate(Secrets.BYTES + message.length)
        .put(relay.sharedKey().toArray())
        .put(message)
        .array();
  }

  /** Throws for anything that {@link #encode} would not have written. */
  static StoredPeer peer(String key, byte[] value) throws IOException, CertificateException {
    if (key.length() <= 1 + ID_CHARACTERS) {
      throw new IOException("the key is too short");
    }
    Role role =
        switch (key.charAt(0)) {
          case 'd' -> Role.DESTINATION;
          case 's' -> Role.SOURCE;
          default -> throw new IOException("no such role: " + key.charAt(0));
        };
    String id = key.substring(1, 1 + ID_CHARACTERS);
    String endpoint = key.substring(1 + ID_CHARACTERS);
    if (!(ClientResponse.decode(value) instanceof ClientResponse.Announced announced)
        || announced.peers().size() != 1) {
      throw new IOException("the value holds no peer");
    }
    RemotePeer peer = announced.peers().getFirst();
    if (!Ids.valid(id) || !peer.id().equals(id)) {
      throw new IOException("key and value name different clients");
    }
    EndpointName.check(endpoint);
    peer.peer().serverCertificate().x509();
    peer.peer().clientCertificate().x509();
    return new StoredPeer(endpoint, role, peer);
  }

  /** Throws for anything that {@link #encode} would not have written. */
  static StoredRelay relay(String id, byte[] value) throws IOException, CertificateException {
    if (value.length < Secrets.BYTES) {
      throw new IOException("the value is too short");
    }
    byte[] message = Arrays.copyOfRange(value, Secrets.BYTES, value.length);
    if (!(ClientResponse.decode(message) instanceof ClientResponse.Relays relays)
        || relays.relays().size() != 1) {
      throw new IOException("the value holds no relay");
    }
    OfferedRelay relay = relays.relays().getFirst();
    if (!Ids.valid(id) || !relay.id().equals(id)) {
      throw new IOException("key and value name different relays");
    }
    relay.serverCertificate().x509();
    Bytes sharedKey = Bytes.of(Arrays.copyOf(value, Secrets.BYTES));
    return new StoredRelay(
        id, relay.addresses(), relay.serverCertificate(), sharedKey, relay.metadata());
  }
}
