package connet.relay;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * The folder of a relay: its identity, which clients pin, and what it knows of its control server.
 * Both outlive a restart, so that clients find the relay that they know and their tickets still
 * admit them.
 *
 * <p>One process at a time: two relays with one identity would take each other's registration away.
 * Thread-safe.
 */
final class RelayStore implements AutoCloseable {
  private final FileChannel lockChannel;
  private final Path controlFile;
  private final RelayIdentity identity;
  private Optional<ControlRecord> control;

  private RelayStore(Path folder, FileChannel lockChannel, Instant now) throws IOException {
    this.lockChannel = lockChannel;
    this.controlFile = folder.resolve("control.properties");
    Optional<ControlRecord> kept = readControl(controlFile);
    this.identity = RelayIdentity.of(folder, now);
    // Clients hold a relay's certificate by its id: a new certificate must come with a new id.
    this.control = identity.fresh() ? kept.map(ControlRecord::withoutToken) : kept;
  }

  /**
   * Opens the folder, making it and the identity when they are missing.
   *
   * @throws IOException when the folder is in use, damaged or cannot be written; the message says
   *     which
   */
  static RelayStore open(Path folder, Instant now) throws IOException {
    PrivateFile.makeFolder(folder);
    FileChannel lockChannel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock(lockChannel, folder);
      return new RelayStore(folder, lockChannel, now);
    } catch (IOException | RuntimeException e) {
      lockChannel.close();
      throw e;
    }
  }

  private static void lock(FileChannel channel, Path folder) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new IOException(
          "the folder "
              + folder
              + " is in use by another relay: end that one, or choose another folder");
    }
  }

  private static Optional<ControlRecord> readControl(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ControlRecord.fromText(PrivateFile.read(file)));
    } catch (IOException e) {
      throw new IOException(
          file + " is damaged: " + e.getMessage() + "; without it the relay registers anew", e);
    }
  }

  RelayIdentity identity() {
    return identity;
  }

  /** What is known of the control server, if this relay has ever been registered. */
  synchronized Optional<ControlRecord> control() {
    return control;
  }

  /** Where that is kept. */
  Path controlFile() {
    return controlFile;
  }

  /** Remembers it from now on. */
  synchronized void remember(ControlRecord record) throws IOException {
    PrivateFile.write(controlFile, record.toText());
    control = Optional.of(record);
  }

  /** Lets another process use the folder. */
  @Override
  public void close() throws IOException {
    lockChannel.close();
  }
}
