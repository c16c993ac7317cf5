package connet.control.session;

import connet.control.TokenRules;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The tokens that admit clients, or relays. Looking one up takes the same time whichever it is and
 * whether it is known: equally long hashes are compared, all of them, to their end.
 */
public final class Tokens {
  private final List<byte[]> hashes;
  private final List<TokenRules> rules;

  /** Takes tokens of at least one character. */
  public Tokens(Map<String, TokenRules> tokens) {
    List<Map.Entry<String, TokenRules>> entries = List.copyOf(tokens.entrySet());
    hashes = entries.stream().map(entry -> hash(entry.getKey())).toList();
    rules = entries.stream().map(Map.Entry::getValue).toList();
  }

  /** How many there are. */
  public int size() {
    return hashes.size();
  }

  /** What the token with this number is good for. */
  TokenRules rules(int number) {
    return rules.get(number);
  }

  /** The number of a token, from 0; empty when it is unknown. */
  public OptionalInt find(String token) {
    byte[] hash = hash(token);
    int found = -1;
    for (int i = 0; i < hashes.size(); i++) {
      int equal = MessageDigest.isEqual(hash, hashes.get(i)) ? -1 : 0;
      found = (found & ~equal) | (i & equal);
    }
    return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
