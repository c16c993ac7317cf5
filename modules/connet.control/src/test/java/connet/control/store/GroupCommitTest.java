package connet.control.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.control.store.StoreKey.Table;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private static final long NO_RETRY = 3_600_000;

  private final BlockingQueue<Map<StoreKey, Optional<byte[]>>> batches =
      new LinkedBlockingQueue<>();
  private final Semaphore turns = new Semaphore(0);
  private volatile boolean full;
  private final GroupCommit commits = new GroupCommit(this::write, NO_RETRY);

  @AfterEach
  void close() throws IOException {
    full = false;
    turns.release(1000);
    commits.close();
  }

  @Test
  void changesMadeDuringAWriteAreWrittenTogether() throws Exception {
    put("first", 0);
    assertEquals(1, batches.take().size());
    for (int i = 0; i < 100; i++) {
      put("later " + i, i);
    }
    turns.release(2);
    commits.await();

    assertEquals(100, batches.take().size());
  }

  @Test
  void ofChangesToTheSameValueTheLastIsWritten() throws Exception {
    put("first", 0);
    batches.take();
    put("same", 1);
    put("same", 2);
    turns.release(2);
    commits.await();

    Map<StoreKey, Optional<byte[]>> batch = batches.take();
    assertArrayEquals(
        new byte[] {2}, batch.getOrDefault(key("same"), Optional.empty()).orElseThrow());
  }

  @Test
  void waiterReturnsWhenItsChangeIsWritten() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    put("mine", 1);
    Thread waiter =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    commits.await();
                    done.countDown();
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
    batches.take();
    assertEquals(1, done.getCount());
    turns.release();
    waiter.join();

    assertEquals(0, done.getCount());
  }

  @Test
  void failedWriteIsToldToWhoWaitsAndTriedAgainWithTheNextChange() throws Exception {
    full = true;
    turns.release();
    put("first", 1);
    IOException failure = assertThrows(IOException.class, commits::await);
    assertTrue(String.valueOf(failure.getMessage()).contains("full"), failure.getMessage());

    full = false;
    turns.release();
    put("second", 2);
    commits.await();

    assertEquals(1, batches.take().size());
    assertEquals(2, batches.take().size());
  }

  @Test
  void changeMadeAfterAFailedWriteWinsOverTheFailedOne() throws Exception {
    full = true;
    put("same", 1);
    batches.take();
    put("same", 2);
    turns.release(2);
    assertThrows(IOException.class, commits::await);
    full = false;
    turns.release();
    put("other", 3);
    commits.await();

    List<byte[]> written = new ArrayList<>();
    batches.forEach(
        batch -> batch.getOrDefault(key("same"), Optional.empty()).ifPresent(written::add));
    assertArrayEquals(new byte[] {2}, written.getLast());
  }

  @Test
  void interruptedWaiterKeepsItsInterrupt() {
    put("first", 1);
    Thread.currentThread().interrupt();

    assertThrows(InterruptedIOException.class, commits::await);
    assertTrue(Thread.interrupted());
  }

  @Test
  void closingWritesWhatIsPending() throws Exception {
    put("first", 1);
    turns.release();
    commits.close();

    assertEquals(1, batches.take().size());
  }

  @Test
  void waitingForAClosedStoreEnds() throws Exception {
    commits.close();
    put("late", 1);

    assertThrows(IOException.class, commits::await);
  }

  private void put(String name, int value) {
    commits.submit(key(name), Optional.of(new byte[] {(byte) value}));
  }

  private static StoreKey key(String name) {
    return new StoreKey(Table.PEERS, name);
  }

  private void write(Map<StoreKey, Optional<byte[]>> batch) throws IOException {
    batches.add(new HashMap<>(batch));
    turns.acquireUninterruptibly();
    if (full) {
      throw new IOException("disk full");
    }
  }
}
