package connet.control.store;

import java.io.IOException;
import java.util.List;

/**
 * What must outlive a restart. Changes are taken at once and written soon after by a thread of the
 * store; who has to know that they are safe waits with {@link #commit}. All methods may be called
 * by any thread.
 */
public interface Store extends AutoCloseable {
  /** The server's own secrets, made when the store was new. */
  Secrets secrets();

  /**
   * The endpoints that were announced when the store was opened; the same list whatever has changed
   * since.
   */
  List<StoredPeer> peers();

  /**
   * The relays that were registered when the store was opened; the same list whatever has changed
   * since.
   */
  List<StoredRelay> relays();

  /** Keeps a peer under its key. Does not block. */
  void put(StoredPeer peer);

  /** Forgets a peer. Does not block. */
  void remove(StoredPeer.Key peer);

  /** Keeps a relay under its id. Does not block. */
  void put(StoredRelay relay);

  /** Forgets a relay. Does not block. */
  void removeRelay(String id);

  /**
   * Waits until every change made before this call is on the disk.
   *
   * @throws IOException when it cannot be written, with a text that says why; it stays pending and
   *     is tried again
   */
  void commit() throws IOException;

  /** Writes what is pending and lets go of the file. Idempotent. */
  @Override
  void close() throws IOException;
}
