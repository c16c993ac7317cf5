package connet.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FramingTest {
  private static final byte[] BODY = {1, 2, 3};

  @TestFactory
  Stream<DynamicTest> oddFramesAreReadAsByTheExistingNetwork() {
    return Vectors.list(Vectors.read("frames.json"), "bad_frames").stream()
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    Vectors.number(vector, "length_bytes") + ": " + Vectors.text(vector, "case"),
                    () -> check(vector)));
  }

  private static void check(JsonObject vector) throws IOException {
    Framing framing =
        Vectors.number(vector, "length_bytes") == 8 ? Framing.LENGTH_8 : Framing.LENGTH_4;
    InputStream in = stream(Vectors.text(vector, "frame"));
    if (Vectors.accepted(vector)) {
      ClientAuthenticateRequest.decode(framing.read(in, Framing.MAX));
    } else {
      IOException refused =
          assertThrows(
              IOException.class,
              () -> ClientAuthenticateRequest.decode(framing.read(in, Framing.MAX)));
      assertTrue(
          refused instanceof EOFException
              || refused instanceof FrameException
              || refused instanceof MalformedMessageException,
          refused::toString);
    }
  }

  /** Hex, or hex "then 16777211 bytes 00". */
  private static InputStream stream(String frame) {
    String[] parts = frame.split(" then ", -1);
    InputStream start = new ByteArrayInputStream(HexFormat.of().parseHex(parts[0]));
    if (parts.length == 1) {
      return start;
    }
    int zeros = Integer.parseInt(parts[1].substring(0, parts[1].indexOf(' ')));
    return new SequenceInputStream(start, new ByteArrayInputStream(new byte[zeros]));
  }

  @ParameterizedTest
  @EnumSource
  void messagesFollowEachOtherAndTheEndIsSeen(Framing framing) throws IOException {
    InputStream in = new ByteArrayInputStream(frames(framing, BODY, new byte[0], BODY));
    assertArrayEquals(BODY, framing.read(in, 3));
    assertArrayEquals(new byte[0], framing.read(in, 0));
    assertArrayEquals(BODY, framing.read(in, Framing.MAX));
    assertThrows(EndOfMessages.class, () -> framing.read(in, Framing.MAX));
  }

  @ParameterizedTest
  @EnumSource
  void anEndInsideAMessageIsNoEndOfMessages(Framing framing) throws IOException {
    byte[] frame = frames(framing, BODY);
    for (int length = 1; length < frame.length; length++) {
      InputStream in = new ByteArrayInputStream(frame, 0, length);
      EOFException cut =
          assertThrows(EOFException.class, () -> framing.read(in, Framing.MAX), () -> "cut");
      assertEquals(EOFException.class, cut.getClass());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSourceOfSingleBytesIsEnough(Framing framing) throws IOException {
    byte[] body = new byte[40_000];
    body[39_999] = 7;
    InputStream in = new OneByteAtATime(new ByteArrayInputStream(frames(framing, body)));
    assertArrayEquals(body, framing.read(in, Framing.MAX));
  }

  @ParameterizedTest
  @EnumSource
  void aMessageAboveTheLimitIsRefusedAndNotRead(Framing framing) throws IOException {
    InputStream in = new ByteArrayInputStream(frames(framing, BODY));
    assertThrows(FrameException.class, () -> framing.read(in, 2));
    assertEquals(BODY.length, in.available());
  }

  @ParameterizedTest
  @EnumSource
  void memoryGrowsWithWhatArrivesNotWithTheLengthThatWasSaid(Framing framing) {
    byte[] length = framing == Framing.LENGTH_8 ? new byte[8] : new byte[4];
    length[length.length - 4] = 1; // 16 MiB
    LargestBuffer in = new LargestBuffer(new ByteArrayInputStream(length));
    assertThrows(EOFException.class, () -> framing.read(in, Framing.MAX));
    assertTrue(in.largest > 8 && in.largest <= 64 * 1024, () -> "a buffer of " + in.largest);
  }

  @ParameterizedTest
  @EnumSource
  void aMessageIsOneWrite(Framing framing) throws IOException {
    CountingOutput out = new CountingOutput();
    framing.write(out, BODY);
    assertEquals(1, out.writes);
    assertEquals(1, out.flushes);
  }

  @ParameterizedTest
  @EnumSource
  void aMessageThatNobodyTakesIsNotWritten(Framing framing) {
    CountingOutput out = new CountingOutput();
    assertThrows(FrameException.class, () -> framing.write(out, new byte[Framing.MAX + 1]));
    assertEquals(0, out.writes);
  }

  @ParameterizedTest
  @EnumSource
  void theFramingOfAForwardedStreamIsFound(Framing framing) throws IOException {
    InputStream in =
        new OneByteAtATime(new ByteArrayInputStream(frames(framing, BODY, new byte[] {9})));
    DetectedFrame frame = Framing.readDetecting(in, 3);
    assertEquals(framing, frame.framing());
    assertArrayEquals(BODY, frame.body());
    assertArrayEquals(new byte[] {9}, framing.read(in, 3));
  }

  @Test
  void detectingKeepsTheLimitAndSeesTheEnd() throws IOException {
    for (Framing framing : Framing.values()) {
      byte[] frame = frames(framing, BODY);
      assertThrows(
          FrameException.class, () -> Framing.readDetecting(new ByteArrayInputStream(frame), 2));
      for (int length = 0; length < frame.length; length++) {
        InputStream in = new ByteArrayInputStream(frame, 0, length);
        EOFException cut = assertThrows(EOFException.class, () -> Framing.readDetecting(in, 3));
        assertEquals(length == 0, cut instanceof EndOfMessages);
      }
    }
    byte[] huge = HexFormat.of().parseHex("00000000ffffffff");
    assertThrows(
        FrameException.class,
        () -> Framing.readDetecting(new ByteArrayInputStream(huge), Framing.MAX));
  }

  private static byte[] frames(Framing framing, byte[]... bodies) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] body : List.of(bodies)) {
      framing.write(out, body);
    }
    return out.toByteArray();
  }

  private static final class OneByteAtATime extends InputStream {
    private final InputStream in;

    OneByteAtATime(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return in.read(bytes, offset, Math.min(length, 1));
    }
  }

  private static final class LargestBuffer extends InputStream {
    private final InputStream in;
    private int largest;

    LargestBuffer(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      largest = Math.max(largest, bytes.length);
      return in.read(bytes, offset, length);
    }
  }

  private static final class CountingOutput extends ByteArrayOutputStream {
    private int writes;
    private int flushes;

    @Override
    public void write(byte[] bytes) throws IOException {
      writes++;
      super.write(bytes, 0, bytes.length);
    }

    @Override
    public void flush() {
      flushes++;
    }
  }
}
