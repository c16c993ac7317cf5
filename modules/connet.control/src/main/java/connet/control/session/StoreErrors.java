package connet.control.session;

import connet.control.directory.RefusedException;
import connet.control.store.Store;
import connet.protocol.ErrorCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a request when the store does not take it: the log says why, the peer that it is
 * not its fault.
 */
final class StoreErrors {
  private static final Logger LOG = LoggerFactory.getLogger(StoreErrors.class);

  private StoreErrors() {}

  /** Waits until everything handed to the store is on the disk. */
  static void commit(Store store) throws RefusedException, InterruptedIOException {
    try {
      store.commit();
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      LOG.error("store failed reason={}", e.getMessage());
      throw new RefusedException(
          ErrorCode.UNKNOWN, "the control server cannot store this: see its log");
    }
  }
}
