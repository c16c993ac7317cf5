package connet.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One block of a PEM file (RFC 7468).
 *
 * @param label what it says it is: {@code CERTIFICATE}
 * @param line where it starts, from 1
 * @param content its bytes
 */
record PemBlock(String label, int line, Bytes content) {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  /** All blocks of a file; what stands between them is comment. */
  static List<PemBlock> read(byte[] file) throws PemException {
    if (file.length == 0) {
      throw new PemException("the file is empty");
    }
    List<PemBlock> blocks = new ArrayList<>();
    List<String> lines = new String(file, StandardCharsets.ISO_8859_1).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith(BEGIN) && line.endsWith(DASHES) && line.length() > BEGIN.length() + 5) {
        String label = line.substring(BEGIN.length(), line.length() - DASHES.length());
        int end = endOf(label, lines, i + 1);
        blocks.add(new PemBlock(label, i + 1, content(lines, i + 1, end, label)));
        i = end;
      }
    }
    if (blocks.isEmpty()) {
      // A DER file starts with a SEQUENCE.
      throw new PemException(
          file[0] == 0x30
              ? "the file is DER, not PEM: convert it with openssl"
              : "the file is not PEM: no line starts with \"" + BEGIN.strip() + "\"");
    }
    return blocks;
  }

  static byte[] write(String label, byte[] content) {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return (BEGIN + label + DASHES + "\n" + base64 + "\n" + END + label + DASHES + "\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static int endOf(String label, List<String> lines, int start) throws PemException {
    for (int i = start; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.equals(END + label + DASHES)) {
        return i;
      }
      if (line.startsWith(DASHES)) {
        break;
      }
    }
    throw new PemException(
        "line " + start + ": \"" + BEGIN + label + DASHES + "\" has no end, the file is cut off");
  }

  private static Bytes content(List<String> lines, int from, int to, String label)
      throws PemException {
    StringBuilder base64 = new StringBuilder();
    for (int i = from; i < to; i++) {
      String line = lines.get(i).strip();
      // Headers of the old form, "Proc-Type: 4,ENCRYPTED", say that the key is encrypted.
      if (line.indexOf(':') >= 0) {
        throw Pem.encrypted(from);
      }
      base64.append(line);
    }
    try {
      return Bytes.of(Base64.getDecoder().decode(base64.toString()));
    } catch (IllegalArgumentException e) {
      throw new PemException("line " + from + ": the " + label + " below is not Base64");
    }
  }
}
