package connet.app.notify;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/**
 * Sends datagrams to a unix domain socket of Linux. The JDK's channels for such sockets know
 * streams alone, so this calls the C library. Loading its functions is restricted.
 */
@SuppressWarnings("restricted")
final class UnixDatagram {
  // From the headers of Linux: the same on every processor that the JDK runs on.
  private static final short AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;

  /** The length of {@code sun_path}, as unix(7) says. */
  private static final int LONGEST_PATH = 108;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final MethodHandle socket = function("socket", FunctionDescriptor.of(INT, INT, INT, INT));
  private final MethodHandle sendto =
      function(
          "sendto",
          FunctionDescriptor.of(
              LONG, INT, ValueLayout.ADDRESS, LONG, INT, ValueLayout.ADDRESS, INT));
  private final MethodHandle close = function("close", FunctionDescriptor.of(INT, INT));

  private final byte[] path;

  /**
   * @param name the socket's file, or an abstract name with {@code @} in front
   * @throws IOException when it is longer than the operating system can name
   */
  UnixDatagram(String name) throws IOException {
    path = name.getBytes(StandardCharsets.UTF_8);
    if (path.length >= LONGEST_PATH) {
      throw new IOException("the name of the socket is too long: " + name);
    }
    if (name.startsWith("@")) {
      path[0] = 0;
    }
  }

  /** Sends it as one datagram; waits only while the receiver's queue is full. */
  void send(String message) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int file = (int) socket.invokeExact(state, (int) AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
      check("socket", file, state);
      try {
        MemorySegment address = address(arena);
        MemorySegment bytes = arena.allocateFrom(message, StandardCharsets.UTF_8);
        // Without the zero at the end that a C string has.
        long length = bytes.byteSize() - 1;
        long sent =
            (long)
                sendto.invokeExact(
                    state, file, bytes, length, MSG_NOSIGNAL, address, (int) address.byteSize());
        check("sendto", sent, state);
      } finally {
        int closed = (int) close.invokeExact(state, file);
        check("close", closed, state);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("functions of C throw nothing", e);
    }
  }

  /** A {@code sockaddr_un} no longer than the name: in an abstract one every byte counts. */
  private MemorySegment address(Arena arena) {
    boolean named = path[0] != 0;
    MemorySegment address = arena.allocate(Short.BYTES + path.length + (named ? 1 : 0));
    address.set(ValueLayout.JAVA_SHORT, 0, AF_UNIX);
    MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, path.length);
    return address;
  }

  private static void check(String what, long result, MemorySegment state) throws IOException {
    if (result < 0) {
      throw new IOException(what + " failed with error " + (int) ERRNO.get(state, 0L));
    }
  }

  private static MethodHandle function(String name, FunctionDescriptor signature) {
    Linker linker = Linker.nativeLinker();
    SymbolLookup library = linker.defaultLookup();
    return linker.downcallHandle(
        library.findOrThrow(name), signature, Linker.Option.captureCallState("errno"));
  }
}
