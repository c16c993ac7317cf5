package connet.client.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A regular file that is being sent. */
final class OpenFile implements AutoCloseable {
  /** RFC 9110, section 5.6.7. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final FileChannel channel;
  private final String name;
  private final long size;
  private final Instant modified;
  private final String tag;

  private OpenFile(FileChannel channel, Path path, BasicFileAttributes attributes)
      throws IOException {
    this.channel = channel;
    this.name = String.valueOf(path.getFileName());
    this.size = channel.size();
    this.modified = attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
    long changed = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    this.tag = "\"" + Long.toHexString(changed) + "-" + Long.toHexString(size) + "\"";
  }

  /** Opens a file; empty if there is none that could be sent, or the path has become a link. */
  static Optional<OpenFile> open(Path path) throws IOException {
    FileChannel channel = null;
    try {
      var attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        return Optional.empty();
      }
      channel = FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
      if (path.toRealPath().equals(path)) {
        var file = new OpenFile(channel, path, attributes);
        channel = null;
        return Optional.of(file);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } finally {
      if (channel != null) {
        channel.close();
      }
    }
  }

  String name() {
    return name;
  }

  long size() {
    return size;
  }

  /** When it was changed, to the second, as HTTP tells it. */
  Instant modified() {
    return modified;
  }

  /** Another one for every change of time or size. */
  String tag() {
    return tag;
  }

  /** What a client keeps to ask later whether the file has changed. */
  Map<String, String> validators() {
    return Map.of("ETag", tag, "Last-Modified", DATE.format(modified));
  }

  /** Some of its bytes, readable as long as the file is open. */
  InputStream part(long position, long length) {
    return new FilePart(channel, position, length);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
