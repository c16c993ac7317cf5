package connet.protocol;

import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;

/**
 * How the bytes of a relayed connection are hidden from the relay: numbers of the wire, which may
 * hold others.
 */
public final class EncryptionScheme {
  /** Not at all. */
  public static final int NONE = 0;

  /** TLS 1.3 inside the stream. */
  public static final int TLS = 1;

  /** X25519 key exchange, then ChaCha20-Poly1305. */
  public static final int DHXCP = 2;

  private static final List<Integer> STRONGEST_FIRST = List.of(TLS, DHXCP, NONE);

  private EncryptionScheme() {}

  /**
   * The scheme that a destination takes: the strongest that both sides list, empty if there is
   * none. Schemes that are not known count for nothing.
   *
   * @param source what the source lists; an empty list stands for none alone, as sources say it
   *     that know nothing of encryption
   */
  public static OptionalInt select(Collection<Integer> destination, Collection<Integer> source) {
    Collection<Integer> offered = source.isEmpty() ? List.of(NONE) : source;
    return STRONGEST_FIRST.stream()
        .filter(destination::contains)
        .filter(offered::contains)
        .mapToInt(Integer::intValue)
        .findFirst();
  }
}
