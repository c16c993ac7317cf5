package connet.app.run;

import connet.app.role.Host;
import connet.protocol.Bytes;
import connet.protocol.SecretText;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;

/** Makes a pair of Ed25519 keys (RFC 8032) and prints it as the existing network's program does. */
final class GenerateKeyCommand {
  private static final int BYTES = 32;

  private GenerateKeyCommand() {}

  static int run(Host host) {
    KeyPair pair;
    try {
      pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has Ed25519", e);
    }
    byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
    // The encoded form (RFC 8410) ends with the bytes of the key.
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] key = Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length);
    host.out().println("PRIVATE:  " + SecretText.encode(Bytes.of(seed)));
    host.out().println("PUBLIC:   " + SecretText.encode(Bytes.of(key)));
    return Program.GOOD;
  }
}
