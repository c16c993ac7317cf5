package connet.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Bytes that went bad on the way: only the declared exceptions come out, whatever goes in. */
final class HostileInputTest {
  private static final int MUTATIONS = 400;
  private static final List<JsonObject> MESSAGES =
      Vectors.list(Vectors.read("frames.json"), "messages");

  private final RandomGenerator random = new Random(20260101);

  @Test
  void messagesAreReadOrRefusedAndWhatWasReadIsWrittenAgain() {
    List<MessageKind> kinds = List.of(MessageKind.values());
    int read = 0;
    int refused = 0;
    for (JsonObject vector : MESSAGES) {
      byte[] body = Vectors.hex(vector, "protobuf");
      for (int i = 0; i < MUTATIONS; i++) {
        byte[] mutated = mutated(body);
        // Any message may arrive where another one is expected.
        MessageKind kind = kinds.get(random.nextInt(kinds.size()));
        try {
          Object message = kind.decode(mutated);
          assertEquals(withoutCount(message), kind.decode(kind.encode(message)));
          read++;
        } catch (MalformedMessageException e) {
          refused++;
        }
      }
    }
    assertTrue(read > 1000 && refused > 1000, read + " were read, " + refused + " refused");
  }

  /** What was left out when a message was read is not in what is written. */
  private static Object withoutCount(Object message) {
    return switch (message) {
      case ClientResponse.Announced announced -> new ClientResponse.Announced(announced.peers());
      case ClientResponse.Relays relays -> new ClientResponse.Relays(relays.relays());
      default -> message;
    };
  }

  @Test
  void framesAreReadOrRefused() {
    for (JsonObject vector : MESSAGES) {
      for (Framing framing : Framing.values()) {
        byte[] frame = Vectors.hex(vector, framing == Framing.LENGTH_8 ? "frame8" : "frame4");
        for (int i = 0; i < MUTATIONS / 10; i++) {
          byte[] mutated = mutated(frame);
          readAll(() -> framing.read(new ByteArrayInputStream(mutated), Framing.MAX));
          readAll(() -> Framing.readDetecting(new ByteArrayInputStream(mutated), 64));
        }
      }
    }
  }

  private interface Read {
    Object read() throws IOException;
  }

  private static void readAll(Read read) {
    try {
      read.read();
    } catch (IOException e) {
      assertTrue(e instanceof EOFException || e instanceof FrameException, e::toString);
    }
  }

  @Test
  void certificatesAreReadOrRefused() {
    int read = 0;
    for (JsonObject vector : CertificateVectors.all().values()) {
      byte[] der = Vectors.hex(vector, "der");
      for (int i = 0; i < MUTATIONS * 5; i++) {
        read += isRead(DerCertificate.of(mutated(der))) ? 1 : 0;
      }
    }
    assertTrue(read > 100, read + " were read");
  }

  private static boolean isRead(DerCertificate certificate) {
    try {
      X509Certificate parsed = certificate.x509();
      CertificateChecks.serverName(parsed);
      CertificateChecks.check(
          parsed, certificate, CertificateChecks.Usage.SERVER, parsed.getNotBefore().toInstant());
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  @Test
  void pemFilesAreReadOrRefused() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (JsonObject vector : CertificateVectors.all().values()) {
      files.add(PemBlock.write("CERTIFICATE", Vectors.hex(vector, "der")));
      files.add(PemBlock.write("PRIVATE KEY", Vectors.hex(vector, "private_key_pkcs8")));
    }
    files.addAll(PemTest.otherKeys());
    for (byte[] file : files) {
      for (int i = 0; i < MUTATIONS; i++) {
        byte[] mutated = mutatedContent(file);
        readPem(() -> Pem.certificates(mutated));
        readPem(() -> Pem.privateKey(mutated));
        readPem(() -> Pem.leaf(mutated(file)));
      }
    }
  }

  private static void readPem(Read read) {
    try {
      read.read();
    } catch (IOException e) {
      assertTrue(e instanceof PemException, e::toString);
    }
  }

  @Test
  void whatIsSealedOpensOnlyUnchanged() {
    JsonObject vectors = Vectors.read("tickets.json");
    Bytes key = Vectors.bytes(vectors, "shared_key");
    byte[] ticket = Vectors.hex(Vectors.list(vectors, "tickets").getFirst(), "ticket");
    assertTrue(Tickets.open(key, Bytes.of(ticket)).isPresent());
    for (int i = 0; i < MUTATIONS * 10; i++) {
      byte[] mutated = mutated(ticket);
      boolean same = Arrays.equals(mutated, ticket);
      assertEquals(same, Tickets.open(key, Bytes.of(mutated)).isPresent());
      assertEquals(same, ReconnectTokens.open(key, Bytes.of(mutated)).isPresent());
    }
  }

  /** One to four changes: a bit, a byte, a piece cut out, doubled, or put in. */
  private byte[] mutated(byte[] original) {
    byte[] bytes = original;
    for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
      int at = random.nextInt(bytes.length + 1);
      int length = random.nextInt(Math.min(8, bytes.length - at) + 1);
      bytes =
          switch (random.nextInt(5)) {
            case 0 ->
                at == bytes.length ? bytes : with(bytes, at, bytes[at] ^ 1 << random.nextInt(8));
            case 1 -> at == bytes.length ? bytes : with(bytes, at, random.nextInt());
            case 2 -> spliced(bytes, at, at + length, new byte[0]);
            case 3 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
            default -> spliced(bytes, at, at, randomBytes(random.nextInt(8)));
          };
    }
    return bytes;
  }

  /** A PEM file whose Base64 decodes, to bytes that are no longer what they were. */
  private byte[] mutatedContent(byte[] file) throws PemException {
    PemBlock block = PemBlock.read(file).getFirst();
    return PemBlock.write(block.label(), mutated(block.content().toArray()));
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    byte[] copy = bytes.clone();
    copy[at] = (byte) value;
    return copy;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] between) {
    byte[] result = new byte[from + between.length + bytes.length - to];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(between, 0, result, from, between.length);
    System.arraycopy(bytes, to, result, from + between.length, bytes.length - to);
    return result;
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
