package connet.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads lists whose entries were announced by strangers: an entry that does not hold is left out
 * and counted, and costs nobody the others. Used by one thread, for one message.
 */
final class Leniency {
  private int leftOut;

  interface Reader<W, R> {
    R read(W wire) throws MalformedMessageException;
  }

  <W, R> List<R> each(List<W> wire, int limit, Reader<W, R> reader) {
    List<R> entries = new ArrayList<>(Math.min(wire.size(), limit));
    for (W entry : wire) {
      if (entries.size() == limit) {
        leftOut += wire.size() - limit;
        break;
      }
      try {
        entries.add(reader.read(entry));
      } catch (MalformedMessageException e) {
        leftOut++;
      }
    }
    return entries;
  }

  int leftOut() {
    return leftOut;
  }
}
