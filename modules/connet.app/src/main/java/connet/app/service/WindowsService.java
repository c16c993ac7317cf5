package connet.app.service;

import connet.app.cli.Command;
import connet.app.role.StartException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * The talk of a process with the service manager of Windows, which ends one that does not talk: a
 * thread of the manager's runs the program between "running" and "stopped", and another one passes
 * on the wish to end. Numbers and layouts are those of winsvc.h. Loading functions is restricted.
 */
@SuppressWarnings("restricted")
public final class WindowsService {
  private static final String LOG = "service.log";

  private static final int OWN_PROCESS = 0x10;
  private static final int STOPPED = 1;
  private static final int STOP_PENDING = 3;
  private static final int RUNNING = 4;

  private static final int CONTROL_STOP = 1;
  private static final int CONTROL_INTERROGATE = 4;
  private static final int CONTROL_SHUTDOWN = 5;
  private static final int ACCEPT_STOP_AND_SHUTDOWN = 1 | 4;

  private static final int NO_ERROR = 0;
  private static final int NOT_IMPLEMENTED = 120;
  private static final int SERVICE_SPECIFIC_ERROR = 1066;

  /** Milliseconds; the program ends within 10 s at the latest. */
  private static final int PATIENCE = 15_000;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  /** {@code SERVICE_STATUS}. */
  private static final MemoryLayout STATUS = MemoryLayout.sequenceLayout(7, INT);

  /** {@code LPSERVICE_MAIN_FUNCTIONW}. */
  interface Main {
    void run(int count, MemorySegment arguments);
  }

  /** {@code LPHANDLER_FUNCTION_EX}. */
  interface Handler {
    int handle(int what, int type, MemorySegment data, MemorySegment context);
  }

  private final Arena arena = Arena.ofShared();
  private final SymbolLookup library = SymbolLookup.libraryLookup("advapi32", arena);
  private final MethodHandle setServiceStatus =
      function(
          "SetServiceStatus", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
  private final MemorySegment name;
  private final IntSupplier program;
  private final Runnable stop;
  private final ReentrantLock lock = new ReentrantLock();

  private volatile MemorySegment handle = MemorySegment.NULL;
  private volatile int code;

  private WindowsService(String name, IntSupplier program, Runnable stop) {
    this.name = arena.allocateFrom(name, StandardCharsets.UTF_16LE);
    this.program = program;
    this.stop = stop;
  }

  /** Where configurations are, and the folders of services. */
  static Path data(Map<String, String> environment) {
    return Path.of(environment.getOrDefault("ProgramData", "C:\\ProgramData"), "connet");
  }

  /** Where the service of a role keeps its state and its log. */
  public static Path folder(Map<String, String> environment, Command role) {
    return data(environment).resolve(new Service(role).word());
  }

  /** The log in such a folder. */
  public static Path log(Path folder) {
    return folder.resolve(LOG);
  }

  /**
   * Runs a program as the service of a role, and returns its exit code.
   *
   * @param stop asks the program to end, on a thread that must not be held up
   * @throws StartException when the service manager did not start this process
   */
  public static int run(Command role, IntSupplier program, Runnable stop) throws StartException {
    return new WindowsService(new Service(role).name(), program, stop).run();
  }

  private int run() throws StartException {
    MethodHandle dispatch =
        function("StartServiceCtrlDispatcherW", FunctionDescriptor.of(INT, ValueLayout.ADDRESS));
    MemorySegment main =
        callback(
            Main.class,
            (_, _) -> main(),
            MethodType.methodType(void.class, int.class, MemorySegment.class),
            FunctionDescriptor.ofVoid(INT, ValueLayout.ADDRESS));
    // One entry, and one of nulls that ends the table.
    MemorySegment table = arena.allocate(ValueLayout.ADDRESS, 4);
    table.setAtIndex(ValueLayout.ADDRESS, 0, name);
    table.setAtIndex(ValueLayout.ADDRESS, 1, main);
    int done;
    try {
      done = (int) dispatch.invokeExact(table);
    } catch (Throwable e) {
      throw unexpected(e);
    }
    if (done == 0) {
      throw new StartException("only the service manager of Windows can start this");
    }
    return code;
  }

  /** On the thread that the service manager makes for this. */
  private void main() {
    try {
      MethodHandle register =
          function(
              "RegisterServiceCtrlHandlerExW",
              FunctionDescriptor.of(
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS));
      MemorySegment handler =
          callback(
              Handler.class,
              (what, _, _, _) -> control(what),
              MethodType.methodType(
                  int.class, int.class, int.class, MemorySegment.class, MemorySegment.class),
              FunctionDescriptor.of(INT, INT, INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
      handle = (MemorySegment) register.invokeExact(name, handler, MemorySegment.NULL);
      tell(RUNNING);
      code = program.getAsInt();
    } catch (Throwable e) {
      code = -1;
    } finally {
      tell(STOPPED);
    }
  }

  /** On the thread that waits in {@link #run()}. */
  private int control(int what) {
    return switch (what) {
      case CONTROL_INTERROGATE -> NO_ERROR;
      case CONTROL_STOP, CONTROL_SHUTDOWN -> {
        tell(STOP_PENDING);
        stop.run();
        yield NO_ERROR;
      }
      default -> NOT_IMPLEMENTED;
    };
  }

  private void tell(int state) {
    lock.lock();
    try (Arena call = Arena.ofConfined()) {
      MemorySegment status = call.allocate(STATUS);
      int[] fields = {
        OWN_PROCESS,
        state,
        state == RUNNING ? ACCEPT_STOP_AND_SHUTDOWN : 0,
        code == 0 ? NO_ERROR : SERVICE_SPECIFIC_ERROR,
        code,
        0,
        state == STOP_PENDING ? PATIENCE : 0
      };
      MemorySegment.copy(fields, 0, status, INT, 0, fields.length);
      // What fails here cannot be told to anybody; the manager then gives up the process.
      int told = (int) setServiceStatus.invokeExact(handle, status);
      assert told != 0 : "state " + state;
    } catch (Throwable e) {
      throw unexpected(e);
    } finally {
      lock.unlock();
    }
  }

  private MethodHandle function(String function, FunctionDescriptor signature) {
    return Linker.nativeLinker().downcallHandle(library.findOrThrow(function), signature);
  }

  private <T> MemorySegment callback(
      Class<T> kind, T target, MethodType type, FunctionDescriptor signature) {
    String method = kind == Main.class ? "run" : "handle";
    try {
      MethodHandle handle = MethodHandles.lookup().findVirtual(kind, method, type).bindTo(target);
      return Linker.nativeLinker().upcallStub(handle, signature, arena);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the method is above", e);
    }
  }

  private static IllegalStateException unexpected(Throwable e) {
    return new IllegalStateException("functions of C throw nothing", e);
  }
}
