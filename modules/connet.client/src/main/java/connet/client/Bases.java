package connet.client;

/** Paths, with or without a query, that stand in a request. */
final class Bases {
  private Bases() {}

  static void check(String base) {
    boolean path = base.isEmpty() || base.startsWith("/") || base.startsWith("?");
    if (!path || !base.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#')) {
      throw new IllegalArgumentException(
          "\"" + base + "\" is no path as it stands in a URL: it starts with a slash, is escaped");
    }
  }
}
