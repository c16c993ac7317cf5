package connet.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** How messages follow each other on a stream: a big-endian length, then that many bytes. */
public enum Framing {
  /** Length of 8 bytes: the older generation, releases 0.13 to 0.15 of the existing network. */
  LENGTH_8(8),
  /** Length of 4 bytes: the newer generation, from 0.16. */
  LENGTH_4(4);

  /** The longest message in bytes, as in the existing network. */
  public static final int MAX = 16 * 1024 * 1024;

  /**
   * The longest request in bytes that a server takes from a peer that has authenticated. Ours: a
   * real one has less than 64 KiB.
   */
  public static final int REQUEST_MAX = 1024 * 1024;

  /** The longest message in bytes that is taken from a peer before it has authenticated. Ours. */
  public static final int UNAUTHENTICATED_MAX = 64 * 1024;

  private final int lengthBytes;

  Framing(int lengthBytes) {
    this.lengthBytes = lengthBytes;
  }

  /**
   * Reads one message. Blocks until all of it is there; memory grows with what has arrived, not
   * with the length that was said.
   *
   * @param limit the longest message to accept, in bytes, 0 to {@link #MAX}
   * @return the body
   * @throws EndOfMessages when the stream ends before the first byte
   * @throws EOFException when it ends later
   * @throws FrameException when the length is above the limit; nothing after it was read
   */
  public byte[] read(InputStream in, int limit) throws IOException {
    byte[] length = in.readNBytes(lengthBytes);
    if (length.length == 0) {
      throw new EndOfMessages();
    }
    if (length.length < lengthBytes) {
      throw new EOFException("the stream ended inside the length of a message");
    }
    return readBody(in, length, limit);
  }

  /**
   * Reads the first message of a forwarded stream, whose sender may use either framing whatever was
   * negotiated: the existing network's newest clients use 4 bytes on every relay connection. Four
   * zero bytes at the start are the upper half of an 8-byte length, as the request that opens a
   * forwarded connection is never empty.
   *
   * @throws IOException as {@link #read}
   */
  public static DetectedFrame readDetecting(InputStream in, int limit) throws IOException {
    byte[] start = in.readNBytes(4);
    if (start.length == 0) {
      throw new EndOfMessages();
    }
    if (start.length < 4) {
      throw new EOFException("the stream ended inside the length of a message");
    }
    if (ByteBuffer.wrap(start).getInt() != 0) {
      return new DetectedFrame(LENGTH_4, readBody(in, start, limit));
    }
    byte[] rest = in.readNBytes(4);
    if (rest.length < 4) {
      throw new EOFException("the stream ended inside the length of a message");
    }
    return new DetectedFrame(LENGTH_8, readBody(in, rest, limit));
  }

  private static byte[] readBody(InputStream in, byte[] lengthBytes, int limit) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(lengthBytes);
    long length =
        lengthBytes.length == 8 ? buffer.getLong() : Integer.toUnsignedLong(buffer.getInt());
    // A length with its top bit set is huge, not negative.
    if (Long.compareUnsigned(length, limit) > 0) {
      throw new FrameException(Long.toUnsignedString(length), limit);
    }
    byte[] body = in.readNBytes((int) length);
    if (body.length < length) {
      throw new EOFException(
          "the stream ended inside a message: " + body.length + " of " + length + " bytes");
    }
    return body;
  }

  /**
   * Writes one message with one write, then flushes.
   *
   * @throws FrameException when the body is longer than {@link #MAX}; nothing was written
   */
  public void write(OutputStream out, byte[] body) throws IOException {
    if (body.length > MAX) {
      throw new FrameException(Integer.toString(body.length), MAX);
    }
    ByteBuffer frame = ByteBuffer.allocate(lengthBytes + body.length);
    if (this == LENGTH_8) {
      frame.putLong(body.length);
    } else {
      frame.putInt(body.length);
    }
    frame.put(body);
    out.write(frame.array());
    out.flush();
  }
}
