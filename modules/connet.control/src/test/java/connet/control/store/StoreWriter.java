package connet.control.store;

import connet.control.sample.Samples;
import connet.protocol.Ids;
import connet.protocol.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * A process that changes ten peers of a store over and over until it is killed, and says after each
 * round that it is committed. The peers have the number of the last round as their metadata.
 */
public final class StoreWriter {
  static final int PEERS = 10;

  private StoreWriter() {}

  /** Takes the store's folder and the number of the first round. */
  public static void main(String[] arguments) {
    try (MvStore store = MvStore.open(Path.of(arguments[0]))) {
      String[] clients =
          IntStream.range(0, PEERS).mapToObj(i -> Ids.random()).toArray(String[]::new);
      say("open");
      store.peers().forEach(peer -> store.remove(peer.key()));
      for (long round = Long.parseLong(arguments[1]); ; round++) {
        for (String client : clients) {
          store.put(
              new StoredPeer("web", Role.SOURCE, Samples.remotePeer(client, Long.toString(round))));
        }
        store.commit();
        say(Long.toString(round));
      }
    } catch (IOException e) {
      say("error " + e.getMessage());
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
