package connet.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Seals the id of a client or relay, as NaCl's secretbox, under a secret of the control server:
 * whoever presents the token keeps the id, and the server keeps no table.
 */
public final class ReconnectTokens {
  /** Length of the secret in bytes. */
  public static final int SECRET = SecretBox.KEY;

  private ReconnectTokens() {}

  /** A token for {@code id}; {@code secret} has {@link #SECRET} bytes. */
  public static Bytes seal(Bytes secret, String id, SecureRandom random) {
    return seal(secret, id, Bytes.random(SecretBox.NONCE, random));
  }

  static Bytes seal(Bytes secret, String id, Bytes nonce) {
    return Bytes.of(SecretBox.seal(secret, nonce.toArray(), id.getBytes(StandardCharsets.UTF_8)));
  }

  /** The id in {@code token}, any text; empty when it was not sealed under {@code secret}. */
  public static Optional<String> open(Bytes secret, Bytes token) {
    return SecretBox.open(secret, token.toArray()).flatMap(ReconnectTokens::text);
  }

  private static Optional<String> text(byte[] utf8) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
