package connet.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Moves bytes through the tunnel, each way, opens many connections, and says how fast. */
final class SpeedCheck {
  private static final int MIB = 128;
  private static final int CONNECTIONS = 3_000;
  private static final int AT_ONCE = 16;
  private static final int TIMEOUT_MILLIS = 60_000;
  private static final byte[] BLOCK = new byte[256 * 1024];

  private SpeedCheck() {}

  /**
   * One line with the speeds.
   *
   * @param way how the tunnel leads to the page
   * @param page where the page is reached, with a slash at its end
   */
  static String run(String way, String page) throws IOException, InterruptedException {
    String url = page + DemoPage.BYTES;
    double down = gigabitPerSecond(() -> fetch(url + "?" + MIB));
    double up = gigabitPerSecond(() -> send(url));
    return String.format(
        Locale.ROOT,
        "speed: %s, %d MiB each way, %.2f Gbit/s from the page and %.2f to it, %d connections/s",
        way,
        MIB,
        down,
        up,
        Math.round(connectionsPerSecond(page)));
  }

  private static double connectionsPerSecond(String page) throws IOException, InterruptedException {
    long began = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> workers = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        workers.add(threads.submit(() -> fetchOften(page)));
      }
      long fetched = 0;
      for (Future<Long> worker : workers) {
        fetched += worker.get();
      }
      return fetched * 1e9 / (System.nanoTime() - began);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private static long fetchOften(String page) throws IOException {
    long times = CONNECTIONS / AT_ONCE;
    for (int i = 0; i < times; i++) {
      fetch(page);
    }
    return times;
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
    HttpURLConnection http = open(url);
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
