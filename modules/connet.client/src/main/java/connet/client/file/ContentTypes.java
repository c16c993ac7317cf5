package connet.client.file;

import java.io.IOException;
import java.net.URLConnection;
import java.util.Locale;
import java.util.Map;

/** What is in a file, by its name, and for unknown ones by its first bytes. */
final class ContentTypes {
  private static final int LOOK = 512;

  private static final Map<String, String> BY_ENDING =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("htm", "text/html; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("md", "text/markdown; charset=utf-8"),
          Map.entry("csv", "text/csv; charset=utf-8"),
          Map.entry("xml", "text/xml; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("wasm", "application/wasm"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("zip", "application/zip"),
          Map.entry("gz", "application/gzip"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("webp", "image/webp"),
          Map.entry("avif", "image/avif"),
          Map.entry("ico", "image/vnd.microsoft.icon"),
          Map.entry("woff", "font/woff"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("webm", "video/webm"));

  private ContentTypes() {}

  static String of(OpenFile file) throws IOException {
    String name = file.name().toLowerCase(Locale.ROOT);
    String known = BY_ENDING.get(name.substring(name.lastIndexOf('.') + 1));
    if (known == null) {
      known = URLConnection.guessContentTypeFromName(name);
    }
    if (known == null) {
      known = isText(file) ? "text/plain; charset=utf-8" : "application/octet-stream";
    }
    return known;
  }

  private static boolean isText(OpenFile file) throws IOException {
    for (byte b : file.part(0, LOOK).readAllBytes()) {
      int c = b & 0xff;
      boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f';
      if (control) {
        return false;
      }
    }
    return true;
  }
}
