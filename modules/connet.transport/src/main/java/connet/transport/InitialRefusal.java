package connet.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Answers an Initial packet from an address that is not let in: CONNECTION_REFUSED, as the existing
 * network's listeners do, so that the dialer ends at once with a reason. Nothing is kept, no
 * handshake is begun, and the answer is a twentieth of what caused it.
 */
final class InitialRefusal {
  /** RFC 9001, section 5.2. */
  private static final byte[] SALT =
      HexFormat.of().parseHex("38762cf7f55934b34d179ae6a4c80cadccbb7f0a");

  /** An Initial packet of version 1 with a packet number of four bytes (RFC 9000, 17.2.2). */
  private static final int FIRST_BYTE = 0xc3;

  private static final int VERSION_1 = 1;
  private static final int NUMBER_LENGTH = 4;
  private static final int TAG_LENGTH = 16;
  private static final int SAMPLE_LENGTH = 16;

  /** CONNECTION_CLOSE (0x1c), CONNECTION_REFUSED, caused by no frame, no reason. */
  private static final byte[] CLOSE = {0x1c, 0x02, 0x00, 0x00};

  private static final byte[] SOURCE_ID = new byte[8];

  private InitialRefusal() {}

  /**
   * The datagram that refuses.
   *
   * @param destinationId which the dialer chose for us; the keys come from it
   * @param sourceId by which the dialer knows its connection
   */
  static ByteBuf answer(ByteBufAllocator allocator, byte[] destinationId, byte[] sourceId) {
    try {
      SecretKey secret = serverSecret(destinationId);
      byte[] header = header(allocator, sourceId);
      byte[] iv = expand(secret, "quic iv", 12); // the packet number 0 changes nothing in it
      Cipher aead = Cipher.getInstance("AES/GCM/NoPadding");
      aead.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(expand(secret, "quic key", 16), "AES"),
          new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, iv));
      aead.updateAAD(header);
      byte[] payload = aead.doFinal(CLOSE);
      protect(header, payload, expand(secret, "quic hp", 16));
      return allocator
          .buffer(header.length + payload.length)
          .writeBytes(header)
          .writeBytes(payload);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES-GCM and HKDF", e);
    }
  }

  private static byte[] header(ByteBufAllocator allocator, byte[] destinationId) {
    ByteBuf header = allocator.buffer();
    try {
      header
          .writeByte(FIRST_BYTE)
          .writeInt(VERSION_1)
          .writeByte(destinationId.length)
          .writeBytes(destinationId)
          .writeByte(SOURCE_ID.length)
          .writeBytes(SOURCE_ID)
          .writeByte(0) // no token
          .writeByte(NUMBER_LENGTH + CLOSE.length + TAG_LENGTH)
          .writeInt(0);
      byte[] bytes = new byte[header.readableBytes()];
      header.readBytes(bytes);
      return bytes;
    } finally {
      header.release();
    }
  }

  /** RFC 9001, section 5.4: the low bits of the first byte, and the packet number. */
  private static void protect(byte[] header, byte[] payload, byte[] key)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    // With a packet number of four bytes the sample is the beginning of the payload.
    byte[] mask = cipher.doFinal(payload, 0, SAMPLE_LENGTH);
    header[0] ^= (byte) (mask[0] & 0x0f);
    for (int i = 0; i < NUMBER_LENGTH; i++) {
      header[header.length - NUMBER_LENGTH + i] ^= mask[1 + i];
    }
  }

  private static SecretKey serverSecret(byte[] destinationId) throws GeneralSecurityException {
    byte[] initial =
        KDF.getInstance("HKDF-SHA256")
            .deriveData(
                HKDFParameterSpec.ofExtract().addSalt(SALT).addIKM(destinationId).extractOnly());
    return new SecretKeySpec(
        expand(new SecretKeySpec(initial, "Generic"), "server in", 32), "Generic");
  }

  /** HKDF-Expand-Label of TLS 1.3 (RFC 8446, section 7.1) without a context. */
  private static byte[] expand(SecretKey secret, String label, int length)
      throws GeneralSecurityException {
    byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
    byte[] info = new byte[name.length + 4];
    info[1] = (byte) length;
    info[2] = (byte) name.length;
    System.arraycopy(name, 0, info, 3, name.length);
    return KDF.getInstance("HKDF-SHA256")
        .deriveData(HKDFParameterSpec.expandOnly(secret, info, length));
  }
}
