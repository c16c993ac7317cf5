package connet.testkit;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * Receives what programs tell systemd: datagrams at a unix domain socket. Linux only; loading the
 * functions of the C library is restricted.
 */
@SuppressWarnings("restricted")
public final class NotifySocket implements AutoCloseable {
  private static final int LARGEST = 4096;
  private static final long PATIENCE_SECONDS = 30;

  // From the headers of Linux.
  private static final short AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private final Arena arena = Arena.ofShared();
  private final int file;

  private NotifySocket(byte[] path) throws IOException {
    try {
      file =
          (int)
              function("socket", FunctionDescriptor.of(INT, INT, INT, INT))
                  .invokeExact((int) AF_UNIX, SOCK_DGRAM, 0);
      MemorySegment address = arena.allocate(Short.BYTES + path.length);
      address.set(ValueLayout.JAVA_SHORT, 0, AF_UNIX);
      MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, path.length);
      int bound =
          (int)
              function("bind", FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, INT))
                  .invokeExact(file, address, (int) address.byteSize());
      MemorySegment patience = arena.allocateFrom(LONG, PATIENCE_SECONDS, 0);
      int set =
          (int)
              function(
                      "setsockopt",
                      FunctionDescriptor.of(INT, INT, INT, INT, ValueLayout.ADDRESS, INT))
                  .invokeExact(file, SOL_SOCKET, SO_RCVTIMEO, patience, (int) patience.byteSize());
      if (file < 0 || bound != 0 || set != 0) {
        throw new IOException("cannot listen");
      }
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** Listens at a file, which must not be there yet. */
  public static NotifySocket atFile(String name) throws IOException {
    return new NotifySocket((name + "\0").getBytes(StandardCharsets.UTF_8));
  }

  /** Listens at an abstract name, given without the {@code @} in front. */
  public static NotifySocket atName(String name) throws IOException {
    return new NotifySocket(("\0" + name).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Waits for the next message.
   *
   * @throws AssertionError when none comes within half a minute
   */
  public String receive() throws IOException {
    try {
      MemorySegment buffer = arena.allocate(LARGEST);
      long length =
          (long)
              function("recv", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG, INT))
                  .invokeExact(file, buffer, (long) LARGEST, 0);
      if (length < 0) {
        throw new AssertionError("no message within " + PATIENCE_SECONDS + " s");
      }
      byte[] bytes = buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      int closed = (int) function("close", FunctionDescriptor.of(INT, INT)).invokeExact(file);
      if (closed != 0) {
        throw new IOException("cannot close");
      }
    } catch (Throwable e) {
      throw failed(e);
    } finally {
      arena.close();
    }
  }

  private static MethodHandle function(String name, FunctionDescriptor signature) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature);
  }

  private static IOException failed(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof IOException io ? io : new IOException(e);
  }
}
