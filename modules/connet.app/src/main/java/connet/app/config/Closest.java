package connet.app.config;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody probably meant. */
public final class Closest {
  private Closest() {}

  /**
   * The candidate with the fewest edits from {@code word} (insert, delete, replace or swap of
   * neighbours), or null when even that one has little in common with it.
   */
  public static @Nullable String to(String word, Collection<String> candidates) {
    String best = null;
    int fewest = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int edits = edits(word, candidate);
      if (edits < fewest) {
        fewest = edits;
        best = candidate;
      }
    }
    return best != null && fewest <= Math.max(2, Math.max(word.length(), best.length()) / 2)
        ? best
        : null;
  }

  /** The number of edits between two words, a swap of neighbours counted as one. */
  static int edits(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = cell(a, b, i, j, edits);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int cell(String a, String b, int i, int j, int[][] edits) {
    if (i == 0 || j == 0) {
      return i + j;
    }
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best = Math.min(edits[i - 1][j] + 1, edits[i][j - 1] + 1);
    best = Math.min(best, edits[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
  }
}
