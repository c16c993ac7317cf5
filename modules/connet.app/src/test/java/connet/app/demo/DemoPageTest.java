package connet.app.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DemoPageTest {
  @Test
  void saysThatItClosesWhenItIsAskedTo() throws IOException {
    try (DemoPage page = DemoPage.start(() -> new PathReport(Optional.empty(), 0, 0, 0))) {
      assertEquals("close", connectionHeader(page, "close"));
      assertNull(connectionHeader(page, "keep-alive"));
    }
  }

  private static @Nullable String connectionHeader(DemoPage page, String asked) throws IOException {
    URI address = URI.create("http://127.0.0.1:" + page.address().getPort() + "/path");
    var http = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
    http.setRequestProperty("Connection", asked);
    http.getInputStream().readAllBytes();
    return http.getHeaderField("Connection");
  }
}
