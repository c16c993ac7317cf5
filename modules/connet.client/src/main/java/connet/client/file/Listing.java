package connet.client.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The page that lists what is in a folder. */
final class Listing {
  /** Names on one page: a folder of millions is no page. */
  private static final int MOST = 10_000;

  private Listing() {}

  static String of(List<String> path, Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    boolean more = false;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (names.size() == MOST) {
          more = true;
          break;
        }
        names.add(entry.getFileName() + (Files.isDirectory(entry) ? "/" : ""));
      }
    }
    Collections.sort(names);
    String title = html("/" + String.join("/", path));
    var page =
        new StringBuilder("<!doctype html>\n<html><head><meta charset=\"utf-8\">\n")
            .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
            .append(title)
            .append("</title></head><body>\n<h1>")
            .append(title)
            .append("</h1>\n<ul>\n");
    for (String name : names) {
      boolean isFolder = name.endsWith("/");
      String plain = isFolder ? name.substring(0, name.length() - 1) : name;
      page.append("<li><a href=\"./")
          .append(html(UrlPath.escape(plain)))
          .append(isFolder ? "/\">" : "\">")
          .append(html(name))
          .append("</a></li>\n");
    }
    if (more) {
      page.append("<li>and more, which this page does not list</li>\n");
    }
    return page.append("</ul>\n</body></html>\n").toString();
  }

  private static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
