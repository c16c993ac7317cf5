package connet.app.role;

import connet.app.config.Address;
import connet.app.config.ClientConfig;
import connet.client.ResetKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the key by which a client's peers notice its restart in a cache folder, where the existing
 * network's clients keep theirs: one file for each address of the UDP socket.
 */
final class ResetKeys {
  private static final Logger LOG = LoggerFactory.getLogger(ResetKeys.class);

  private ResetKeys() {}

  /**
   * The key that is configured, else the one that is kept, which is made when there is none; empty
   * where there is no folder to keep it in.
   */
  static Optional<ResetKey> of(ClientConfig config, Host host) {
    if (config.resetKey().isPresent()) {
      return config.resetKey().map(key -> ResetKey.of(key.toArray()));
    }
    try {
      Optional<Path> folder = folder(host);
      if (folder.isEmpty()) {
        LOG.debug("no cache folder, so peers do not notice a restart at once");
        return Optional.empty();
      }
      return Optional.of(kept(folder.get().resolve(fileName(config.directName()))));
    } catch (IOException e) {
      LOG.warn(
          "the key by which peers notice a restart is not kept, set $CONNET_CACHE_DIR to a folder"
              + " that can be written why={}",
          IoErrors.reason(e));
      return Optional.empty();
    }
  }

  /** The address with its colons as hyphens, and none in front. */
  static String fileName(Address direct) {
    String name = direct.toString().replace(':', '-');
    return "stateless-reset-" + (name.startsWith("-") ? name.substring(1) : name) + ".key";
  }

  private static Optional<Path> folder(Host host) throws IOException {
    Map<String, String> environment = host.environment();
    for (String variable : new String[] {"CONNET_CACHE_DIR", "CACHE_DIRECTORY"}) {
      // systemd joins several folders with colons, as systemd.exec(5) says; the first is ours.
      String value = environment.getOrDefault(variable, "");
      String first = variable.startsWith("CONNET") ? value : value.split(":", -1)[0];
      if (!first.isEmpty()) {
        return Optional.of(Path.of(first));
      }
    }
    Path caches = userCaches(host);
    if (!Files.isDirectory(caches)) {
      return Optional.empty();
    }
    Path own = caches.resolve("connet");
    StateFolder.create(own);
    return Optional.of(own);
  }

  private static Path userCaches(Host host) {
    if (host.system().startsWith("Windows")) {
      String local = host.environment().getOrDefault("LOCALAPPDATA", "");
      return local.isEmpty() ? host.home().resolve("AppData").resolve("Local") : Path.of(local);
    }
    if (host.system().startsWith("Mac")) {
      return host.home().resolve("Library").resolve("Caches");
    }
    String caches = host.environment().getOrDefault("XDG_CACHE_HOME", "");
    // The XDG base directory specification has relative paths ignored.
    return caches.startsWith("/") ? Path.of(caches) : host.home().resolve(".cache");
  }

  private static ResetKey kept(Path file) throws IOException {
    try {
      return read(file);
    } catch (NoSuchFileException e) {
      byte[] made = new byte[ResetKey.LENGTH];
      new SecureRandom().nextBytes(made);
      try (var channel =
          Files.newByteChannel(
              file,
              EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              StateFolder.ownerOnly("rw-------"))) {
        channel.write(ByteBuffer.wrap(made));
        return ResetKey.of(made);
      } catch (FileAlreadyExistsException other) {
        return read(file);
      }
    }
  }

  private static ResetKey read(Path file) throws IOException {
    byte[] kept = Files.readAllBytes(file);
    if (kept.length != ResetKey.LENGTH) {
      throw new IOException(
          "the file must hold exactly " + ResetKey.LENGTH + " bytes, remove it: " + file);
    }
    return ResetKey.of(kept);
  }
}
