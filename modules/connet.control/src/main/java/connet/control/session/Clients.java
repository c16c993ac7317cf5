package connet.control.session;

import connet.control.ControlStatus;
import connet.protocol.Bytes;
import connet.protocol.SecretText;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** The clients that are connected, by the numbers of their sessions. Thread-safe. */
public final class Clients {
  private static final int SEED_BYTES = 32;

  private final byte[] seed = new byte[SEED_BYTES];
  private final ConcurrentSkipListMap<Long, ControlStatus.Client> bySession =
      new ConcurrentSkipListMap<>();

  /** Nobody yet. */
  public Clients() {
    new SecureRandom().nextBytes(seed);
  }

  /** The id of the connection of a session; one of an earlier run of the server has number 0. */
  public String connectionId(long session) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(seed);
      byte[] id = digest.digest(ByteBuffer.allocate(Long.BYTES).putLong(session).array());
      return SecretText.encode(Bytes.of(id));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Those who are connected, in the order of their arrival. */
  public List<ControlStatus.Client> all() {
    return List.copyOf(bySession.values());
  }

  void add(long session, ControlStatus.Client client) {
    bySession.put(session, client);
  }

  void remove(long session) {
    bySession.remove(session);
  }
}
