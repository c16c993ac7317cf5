package connet.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoIT {
  @TempDir Path folder;

  @Test
  void pageComesThroughTheTunnel() throws Exception {
    Image.Result result =
        Image.run(
            folder,
            Map.of("HOME", folder.toString()),
            List.of(Image.launcher().toString(), "demo", "--check"));
    assertEquals(0, result.exitCode(), result.out() + result.err());
    assertTrue(result.out().contains("check: the page came through the tunnel"), result.out());
  }
}
