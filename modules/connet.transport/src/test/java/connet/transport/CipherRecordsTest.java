package connet.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.DecoderException;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The records of "dhxcp", as the existing network writes and reads them. */
class CipherRecordsTest {
  private static final JsonObject VECTORS = Vectors.read("dhxcp.json");
  private static final HexFormat HEX = HexFormat.of();

  private static byte[] key(String direction) {
    return HEX.parseHex(
        VECTORS.getAsJsonObject("key_schedule").get("key_" + direction).getAsString());
  }

  private static List<JsonObject> records(String name) {
    return VECTORS.getAsJsonObject("records").getAsJsonArray(name).asList().stream()
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  /** Writes pieces one after another, from the same beginning. */
  private static final class Writing {
    private final EmbeddedChannel channel;

    private Writing(String direction) {
      channel = new EmbeddedChannel(new CipherWriter(key(direction)));
    }

    byte[] write(byte[] plain) {
      channel.writeOutbound(Unpooled.wrappedBuffer(plain));
      ByteBuf wire = channel.readOutbound();
      try {
        return ByteBufUtil.getBytes(wire);
      } finally {
        wire.release();
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> recordsAreThoseOfTheExistingNetwork() {
    return Stream.of(
            "source_to_destination",
            "destination_to_source",
            "largest_record",
            "one_byte_more_makes_two_records",
            "an_empty_write_makes_no_record")
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      var writing =
                          new Writing(
                              name.startsWith("destination") ? name : "source_to_destination");
                      for (JsonObject record : records(name)) {
                        assertWire(record.get("wire"), writing.write(plain(record.get("write"))));
                      }
                    }));
  }

  @Test
  void theNonceCountsOnBeyondOneByte() {
    var writing = new Writing("source_to_destination");
    int count = 0;
    for (JsonObject record : records("nonce_counts_on")) {
      int wanted = record.get("nonce_counter").getAsInt();
      while (count < wanted) {
        writing.write(new byte[1]);
        count++;
      }
      assertWire(record.get("wire"), writing.write(plain(record.get("write"))));
      count++;
    }
  }

  /** Bytes in hex, or as many as it says that count up to 250 and begin again. */
  private static byte[] plain(JsonElement write) {
    if (write.isJsonPrimitive()) {
      return HEX.parseHex(write.getAsString());
    }
    byte[] pattern = new byte[write.getAsJsonObject().get("pattern").getAsInt()];
    for (int i = 0; i < pattern.length; i++) {
      pattern[i] = (byte) (i % 251);
    }
    assertEquals(write.getAsJsonObject().get("sha256").getAsString(), sha256(pattern));
    return pattern;
  }

  private static void assertWire(JsonElement expected, byte[] wire) {
    if (expected.isJsonPrimitive()) {
      assertEquals(expected.getAsString(), HEX.formatHex(wire));
    } else {
      assertEquals(expected.getAsJsonObject().get("length").getAsInt(), wire.length);
      assertEquals(expected.getAsJsonObject().get("sha256").getAsString(), sha256(wire));
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** What comes out of a reader, and how it ends. */
  private static final class Reading extends ChannelInboundHandlerAdapter implements AutoCloseable {
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
    private boolean ended;
    private boolean cutOff;
    private final EmbeddedChannel channel;

    private Reading(String direction) {
      channel = new EmbeddedChannel(new CipherReader(key(direction)), this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      var buffer = (ByteBuf) message;
      plain.writeBytes(ByteBufUtil.getBytes(buffer));
      buffer.release();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      ended |= event instanceof ChannelInputShutdownReadComplete;
      cutOff |= event instanceof Layer.CutOff;
    }

    void read(byte[] wire) {
      channel.writeInbound(Unpooled.wrappedBuffer(wire));
    }

    @Override
    public void close() {
      channel.finishAndReleaseAll();
    }

    void end() {
      channel.pipeline().fireUserEventTriggered(ChannelInputShutdownReadComplete.INSTANCE);
      channel.checkException();
    }
  }

  @TestFactory
  Stream<DynamicTest> badRecordsAreSeenAsSuch() {
    return VECTORS.getAsJsonArray("negative_records").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    vector.get("case").getAsString(),
                    () -> {
                      byte[] wire = HEX.parseHex(vector.get("wire").getAsString());
                      assertReads(vector, new byte[][] {wire});
                      assertReads(vector, bytes(wire));
                    }));
  }

  private static byte[][] bytes(byte[] wire) {
    byte[][] bytes = new byte[wire.length][];
    for (int i = 0; i < wire.length; i++) {
      bytes[i] = new byte[] {wire[i]};
    }
    return bytes;
  }

  private static void assertReads(JsonObject vector, byte[][] pieces) {
    String situation = vector.get("case").getAsString();
    boolean ends =
        vector.get("then").getAsString().equals("end of stream")
            && !situation.contains("it should be an error");
    var reading =
        new Reading(
            situation.startsWith("own records reflected")
                ? "destination_to_source"
                : "source_to_destination");
    try (reading) {
      Arrays.stream(pieces).forEach(reading::read);
      reading.end();
      assertEquals(ends, reading.ended);
      assertEquals(!ends, reading.cutOff);
    } catch (DecoderException e) {
      assertFalse(ends);
      assertInstanceOf(StreamResetException.class, e.getCause());
    }
    assertEquals(
        vector.get("plaintext_before").getAsString(), HEX.formatHex(reading.plain.toByteArray()));
  }

  @Test
  void theLongestRecordThatMayBeReadIs() {
    // Longer than what is written: 65,535 bytes of ciphertext.
    var cipher = RecordCipher.sealing(key("source_to_destination"));
    byte[] plain = new byte[RecordCipher.LONGEST - RecordCipher.TAG];
    Arrays.fill(plain, (byte) 7);
    ByteBuf wire = Unpooled.buffer().writeShort(RecordCipher.LONGEST);
    try {
      cipher.next(Unpooled.wrappedBuffer(plain), plain.length, wire);
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    try (var reading = new Reading("source_to_destination")) {
      reading.read(ByteBufUtil.getBytes(wire));
      assertArrayEquals(plain, reading.plain.toByteArray());
    }
  }
}
