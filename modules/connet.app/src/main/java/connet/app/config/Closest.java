package connet.app.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody probably meant. */
public final class Closest {
  /** In words that were meant to be the same there are at least so many letters for each edit. */
  private static final int LETTERS_AN_EDIT = 3;

  private Closest() {}

  /**
   * The candidate with the fewest edits from {@code word} (insert, delete, replace or swap of
   * neighbours; upper and lower case and the dashes of flags do not count), or null when it takes
   * more than one for every three letters.
   */
  public static @Nullable String to(String word, Collection<String> candidates) {
    String wanted = bare(word);
    String best = null;
    int fewest = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int edits = edits(wanted, bare(candidate));
      if (edits < fewest) {
        fewest = edits;
        best = candidate;
      }
    }
    if (best == null) {
      return null;
    }
    int letters = Math.max(wanted.length(), bare(best).length());
    return fewest <= Math.max(1, letters / LETTERS_AN_EDIT) ? best : null;
  }

  private static String bare(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return lower.startsWith("--") ? lower.substring(2) : lower;
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
