package connet.client.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** Some bytes of a file; closing it leaves the file open. */
final class FilePart extends InputStream {
  private final FileChannel channel;
  private final long end;
  private long position;

  FilePart(FileChannel channel, long position, long length) {
    this.channel = channel;
    this.position = position;
    this.end = position + length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    int most = (int) Math.min(length, end - position);
    if (most == 0) {
      return length == 0 ? 0 : -1;
    }
    int count = channel.read(ByteBuffer.wrap(target, offset, most), position);
    position += Math.max(0, count);
    return count;
  }
}
