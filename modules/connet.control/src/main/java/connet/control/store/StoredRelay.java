package connet.control.store;

import connet.protocol.Bytes;
import connet.protocol.DerCertificate;
import connet.protocol.HostPort;
import java.util.List;

/**
 * A relay that has registered.
 *
 * @param addresses by which clients reach it
 * @param sharedKey seals the tickets that it opens, 32 bytes
 */
public record StoredRelay(
    String id,
    List<HostPort> addresses,
    DerCertificate certificate,
    Bytes sharedKey,
    String metadata) {}
