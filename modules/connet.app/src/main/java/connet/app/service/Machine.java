package connet.app.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What managing services needs of the machine; tests have one that only writes down. */
interface Machine {
  /** How a command ended that was asked for something. */
  record Answer(int exitCode, String out, String err) {}

  /** The program by which the running one was started. */
  Path launcher();

  /** Whether there is such a file or folder. */
  boolean exists(Path file);

  /** Runs a command that changes nothing, and waits some seconds for its answer. */
  Answer ask(@Nullable Path folder, List<String> command) throws IOException, InterruptedException;

  /** Runs a command whose output is the user's, and returns its exit code. */
  int run(@Nullable Path folder, List<String> command) throws IOException, InterruptedException;

  /** Writes a file that everybody may read, in place of one that is there. */
  void write(Path file, String text) throws IOException;

  /** Removes a file. */
  void delete(Path file) throws IOException;
}
