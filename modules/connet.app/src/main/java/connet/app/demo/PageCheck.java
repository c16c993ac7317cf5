package connet.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Fetches the page once, as a browser would, and looks at what came. */
final class PageCheck {
  private static final int TIMEOUT_MILLIS = 10_000;

  private PageCheck() {}

  /** What is wrong with the page at an address, or nothing. */
  static Optional<String> run(String url) {
    try {
      // A proxy of the environment would not find the loopback interface of this machine.
      HttpURLConnection http =
          (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
      http.setConnectTimeout(TIMEOUT_MILLIS);
      http.setReadTimeout(TIMEOUT_MILLIS);
      http.setRequestProperty("Connection", "close");
      if (http.getResponseCode() != HttpURLConnection.HTTP_OK) {
        return Optional.of("the page answers " + http.getResponseCode());
      }
      try (InputStream in = http.getInputStream()) {
        return content(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      return Optional.of("the page was not fetched: " + e.getMessage());
    }
  }

  /** The page must be ours and whole, and must know a path: then it came through the tunnel. */
  private static Optional<String> content(String html) {
    if (!html.startsWith("<!doctype html>") || !html.endsWith("</html>\n")) {
      return Optional.of("another page, or a part of it, came");
    }
    boolean known = html.contains(">direct<") || html.contains(">relay<");
    return known ? Optional.empty() : Optional.of("the page does not know its path");
  }
}
