package connet.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Moves bytes through the tunnel, each way, and says how fast. */
final class SpeedCheck {
  private static final int MIB = 256;
  private static final int TIMEOUT_MILLIS = 60_000;
  private static final byte[] BLOCK = new byte[256 * 1024];

  private SpeedCheck() {}

  /** One line with both speeds. */
  static String run(String url) throws IOException {
    double down = gigabitPerSecond(() -> fetch(url));
    double up = gigabitPerSecond(() -> send(url));
    return String.format(
        Locale.ROOT,
        "speed: %d MiB each way through the tunnel, %.2f Gbit/s from the page and %.2f to it",
        MIB,
        down,
        up);
  }

  private interface Transfer {
    long run() throws IOException;
  }

  private static double gigabitPerSecond(Transfer transfer) throws IOException {
    long began = System.nanoTime();
    long bytes = transfer.run();
    if (bytes != (long) MIB << 20) {
      throw new IOException(bytes + " of " + MIB + " MiB arrived");
    }
    return bytes * 8.0 / (System.nanoTime() - began);
  }

  private static long fetch(String url) throws IOException {
    HttpURLConnection http = open(url + "?" + MIB);
    long got = 0;
    byte[] block = BLOCK.clone();
    try (InputStream in = http.getInputStream()) {
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        got += n;
      }
    }
    return got;
  }

  private static long send(String url) throws IOException {
    HttpURLConnection http = open(url);
    http.setRequestMethod("POST");
    http.setDoOutput(true);
    http.setFixedLengthStreamingMode((long) MIB << 20);
    try (OutputStream out = http.getOutputStream()) {
      for (long sent = 0; sent < (long) MIB << 20; sent += BLOCK.length) {
        out.write(BLOCK);
      }
    }
    try (InputStream in = http.getInputStream()) {
      String got = new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
      return Long.parseLong(got);
    } catch (NumberFormatException e) {
      throw new IOException("the page gave another answer", e);
    }
  }

  private static HttpURLConnection open(String url) throws IOException {
    HttpURLConnection http =
        (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
    http.setConnectTimeout(TIMEOUT_MILLIS);
    http.setReadTimeout(TIMEOUT_MILLIS);
    http.setRequestProperty("Connection", "close");
    return http;
  }
}
