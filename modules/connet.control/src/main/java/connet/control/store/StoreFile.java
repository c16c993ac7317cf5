package connet.control.store;

import connet.control.store.StoreKey.Table;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * The file behind the store. Every batch is appended, synced, and only then reported as written;
 * space of what it replaced is used again later, so whatever moment a crash chooses, the last
 * reported state is still there. Used by one thread at a time, which must never be interrupted.
 */
final class StoreFile {
  /**
   * What the library writes before anything else: a shorter file has never held a committed value.
   */
  private static final int HEADER_BYTES = 8192;

  /**
   * How long replaced data is left alone, in milliseconds. Every commit is synced before the next
   * begins, so anything longer than one commit is safe; the library's 45 s would let the file grow
   * by some 30 MB per thousand commits.
   */
  private static final int RETENTION_MILLIS = 1000;

  /**
   * After so many commits, sparsely used parts of the file are gathered: at most this many bytes
   * each time.
   */
  private static final int COMMITS_PER_COMPACTION = 256;

  private static final int COMPACTION_BYTES = 1 << 20;
  private static final int COMPACTION_FILL_PERCENT = 60;

  private final Path path;
  private final Map<Table, MVMap<String, byte[]>> maps = new EnumMap<>(Table.class);
  private @Nullable MVStore store;
  private int commits;

  private StoreFile(Path path) {
    this.path = path;
  }

  /** Opens the file, making it when it is missing. */
  static StoreFile open(Path path) throws IOException {
    StoreFolder.createPrivateFile(path);
    StoreFile file = new StoreFile(path);
    try {
      file.reopen();
    } catch (MVStoreException e) {
      if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED || Files.size(path) >= HEADER_BYTES) {
        throw explain(path, e);
      }
      file.startOver();
    }
    syncFolder(path);
    return file;
  }

  /** Everything that is on the disk. */
  Map<Table, Map<String, byte[]>> read() throws IOException {
    try {
      Map<Table, Map<String, byte[]>> all = new EnumMap<>(Table.class);
      maps.forEach((table, map) -> all.put(table, new TreeMap<>(map)));
      return all;
    } catch (RuntimeException e) {
      throw explain(path, e);
    }
  }

  /** Writes the changes as a whole and returns when they are on the disk. */
  void write(Map<StoreKey, Optional<byte[]>> batch) throws IOException {
    try {
      MVStore opened = store;
      if (opened == null || opened.isClosed()) {
        // A failed write closes the library's store; what was committed before is intact.
        opened = reopen();
      }
      batch.forEach(this::apply);
      opened.commit();
      opened.sync();
      if (++commits % COMMITS_PER_COMPACTION == 0) {
        opened.compact(COMPACTION_FILL_PERCENT, COMPACTION_BYTES);
        opened.sync(); // before the next commit may use the space that this has freed
      }
    } catch (RuntimeException e) {
      MVStore failed = store;
      if (failed != null) {
        failed.closeImmediately();
      }
      throw explain(path, e);
    }
  }

  void close() throws IOException {
    MVStore opened = store;
    if (opened == null || opened.isClosed()) {
      return;
    }
    try {
      opened.close(0);
    } catch (RuntimeException e) {
      opened.closeImmediately();
      throw explain(path, e);
    }
  }

  private void apply(StoreKey key, Optional<byte[]> value) {
    MVMap<String, byte[]> map = map(key.table());
    if (value.isPresent()) {
      map.put(key.name(), value.get());
    } else {
      map.remove(key.name());
    }
  }

  private MVMap<String, byte[]> map(Table table) {
    MVMap<String, byte[]> map = maps.get(table);
    if (map == null) {
      throw new IllegalStateException("the store is not open");
    }
    return map;
  }

  private MVStore reopen() {
    MVStore opened = new MVStore.Builder().fileName(path.toString()).autoCommitDisabled().open();
    store = opened;
    opened.setRetentionTime(RETENTION_MILLIS);
    for (Table table : Table.values()) {
      MVMap.Builder<String, byte[]> types = new MVMap.Builder<>();
      types.keyType(StringDataType.INSTANCE).valueType(ByteArrayDataType.INSTANCE);
      maps.put(table, opened.openMap(table.mapName(), types));
    }
    return opened;
  }

  /** The process that made the file was killed before its first commit. */
  private void startOver() throws IOException {
    try {
      Files.delete(path);
      StoreFolder.createPrivateFile(path);
      reopen();
    } catch (MVStoreException e) {
      throw explain(path, e);
    }
  }

  private static IOException explain(Path path, RuntimeException e) {
    String cause = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    int code =
        e instanceof MVStoreException known ? known.getErrorCode() : DataUtils.ERROR_INTERNAL;
    String text =
        switch (code) {
          case DataUtils.ERROR_FILE_LOCKED ->
              "store "
                  + path
                  + " is in use by another process: stop that one, or give this one a folder of its"
                  + " own";
          case DataUtils.ERROR_FILE_CORRUPT ->
              "store "
                  + path
                  + " is damaged ("
                  + cause
                  + "): restore it from a backup, or move it away to start"
                  + " with a new one, whose new id relays will refuse until they are reset";
          case DataUtils.ERROR_WRITING_FAILED -> "store " + path + " cannot be written: " + cause;
          case DataUtils.ERROR_READING_FAILED -> "store " + path + " cannot be read: " + cause;
          default -> "store " + path + " failed: " + cause;
        };
    return new IOException(text, e);
  }

  /** Makes the file's name durable too, where the system lets folders be synced. */
  private static void syncFolder(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return; // Windows does not open folders; there the name is durable with the file
    }
  }
}
