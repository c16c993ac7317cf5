package connet.client.path;

import connet.client.task.Watched;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The paths of one endpoint.
 *
 * <p>Thread-safe.
 */
public final class Paths {
  /** What an endpoint does with a path while it is there. */
  public interface Use {
    /** Blocks until the path's connection has ended. */
    void use(Path path) throws IOException, InterruptedException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Paths.class);

  private final String endpoint;
  private final SilenceWatch silence;
  private final Use use;
  private final Watched<List<Path>> all = new Watched<>(List.of());

  /** No paths yet. */
  public Paths(String endpoint, SilenceWatch silence, Use use) {
    this.endpoint = endpoint;
    this.silence = silence;
    this.use = use;
  }

  /** Those that are there, silent ones included. */
  public Watched<List<Path>> all() {
    return all;
  }

  /** Keeps a path until its connection ends; closes the connection when interrupted. */
  public void hold(Path path) throws IOException, InterruptedException {
    LOG.info("path found endpoint={} path={} id={}", endpoint, path, path.id());
    silence.add(path);
    all.update(paths -> Stream.concat(paths.stream(), Stream.of(path)).toList());
    try {
      use.use(path);
    } finally {
      all.update(paths -> paths.stream().filter(other -> !other.equals(path)).toList());
      silence.remove(path);
      path.close();
      LOG.info("path gone endpoint={} path={} id={} why={}", endpoint, path, path.id(), path.end());
    }
  }
}
