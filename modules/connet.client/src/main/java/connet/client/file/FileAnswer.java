package connet.client.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import connet.transport.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A file as a response, all of it or parts. */
final class FileAnswer {
  private FileAnswer() {}

  static void whole(HttpExchange exchange, OpenFile file) throws IOException {
    exchange.respond(
        200, headers(file, ContentTypes.of(file)), file.size(), file.part(0, file.size()));
  }

  /** Answers with what is asked for; with all if that cannot be told. */
  static void parts(HttpExchange exchange, OpenFile file) throws IOException {
    Optional<List<ByteRange>> asked = ByteRange.parse(exchange.header("Range"), file.size());
    if (asked.isEmpty()) {
      whole(exchange, file);
      return;
    }
    switch (asked.get().size()) {
      case 0 ->
          Answers.text(
              exchange,
              416,
              "the file has " + file.size() + " bytes",
              Map.of("Content-Range", "bytes */" + file.size()));
      case 1 -> one(exchange, file, asked.get().getFirst());
      default -> several(exchange, file, asked.get());
    }
  }

  private static void one(HttpExchange exchange, OpenFile file, ByteRange range)
      throws IOException {
    Map<String, String> headers = headers(file, ContentTypes.of(file));
    headers.put("Content-Range", range.of(file.size()));
    exchange.respond(206, headers, range.length(), file.part(range.first(), range.length()));
  }

  /** RFC 9110, section 14.6. */
  private static void several(HttpExchange exchange, OpenFile file, List<ByteRange> ranges)
      throws IOException {
    String boundary = UUID.randomUUID().toString();
    String type = ContentTypes.of(file);
    List<InputStream> pieces = new ArrayList<>();
    long length = 0;
    for (ByteRange range : ranges) {
      byte[] head =
          ("\r\n--"
                  + boundary
                  + "\r\nContent-Type: "
                  + type
                  + "\r\nContent-Range: "
                  + range.of(file.size())
                  + "\r\n\r\n")
              .getBytes(US_ASCII);
      pieces.add(new ByteArrayInputStream(head));
      pieces.add(file.part(range.first(), range.length()));
      length += head.length + range.length();
    }
    byte[] end = ("\r\n--" + boundary + "--\r\n").getBytes(US_ASCII);
    pieces.add(new ByteArrayInputStream(end));
    exchange.respond(
        206,
        headers(file, "multipart/byteranges; boundary=" + boundary),
        length + end.length,
        new SequenceInputStream(Collections.enumeration(pieces)));
  }

  private static Map<String, String> headers(OpenFile file, String type) {
    var headers = new HashMap<>(file.validators());
    headers.put("Accept-Ranges", "bytes");
    headers.put("Content-Type", type);
    return headers;
  }
}
