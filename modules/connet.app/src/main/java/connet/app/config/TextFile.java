package connet.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the small text files that a configuration consists of and names. */
final class TextFile {
  /** Far above any honest file; keeps a mistaken name, such as a disk image, out of memory. */
  private static final int LARGEST = 1 << 20;

  static final String BYTE_ORDER_MARK = "\uFEFF";

  private TextFile() {}

  /**
   * The text of the file that a setting names, without a byte order mark, or null after noting what
   * is wrong.
   */
  static @Nullable String read(Setting<Path> file, Problems problems) {
    String text = readAsItIs(file, problems);
    return text != null && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /** The same with the mark. */
  static @Nullable String readAsItIs(Setting<Path> file, Problems problems) {
    try {
      return read(file.value());
    } catch (BadValueException e) {
      problems.add(file.origin(), e.why());
      return null;
    }
  }

  /** The text of a file; the message of what is thrown names the file. */
  static String read(Path file) throws BadValueException {
    try {
      if (Files.isDirectory(file)) {
        throw new BadValueException("is a folder, not a file: " + file);
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
          throw new BadValueException("the file is larger than 1 MiB: " + file);
        }
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      }
    } catch (NoSuchFileException e) {
      throw new BadValueException("no such file: " + file.toAbsolutePath());
    } catch (AccessDeniedException e) {
      throw new BadValueException("no permission to read the file: " + file);
    } catch (CharacterCodingException e) {
      throw new BadValueException("the file is not UTF-8 text: " + file);
    } catch (IOException e) {
      throw new BadValueException("cannot read the file: " + file + " (" + e.getMessage() + ")");
    }
  }
}
