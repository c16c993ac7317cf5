package connet.e2e;

import connet.testkit.Namespace;
import connet.testkit.RunningProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The processes of a test: ended after it, and what they wrote is printed when it failed. */
final class Programs implements AfterEachCallback {
  private final List<RunningProgram> started = new ArrayList<>();

  /** Starts the image's launcher. */
  RunningProgram connet(String name, Path folder, String... arguments) throws IOException {
    return connet(name, folder, null, List.of(arguments));
  }

  /** Starts it in a network of its own, if one is given. */
  RunningProgram connet(
      String name, Path folder, @Nullable Namespace namespace, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(Image.launcher().toString()));
    command.addAll(arguments);
    return start(name, folder, namespace == null ? command : namespace.command(command));
  }

  /** Starts any program. */
  RunningProgram start(String name, Path folder, List<String> command) throws IOException {
    Map<String, String> environment = Map.of("HOME", folder.toString());
    RunningProgram program = RunningProgram.start(name, folder, environment, command);
    started.add(program);
    return program;
  }

  /** Ends them all, for what must be taken down after them. */
  void end() {
    started.reversed().forEach(RunningProgram::close);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    end();
    if (context.getExecutionException().isPresent()) {
      started.forEach(program -> System.out.println(program.output()));
    }
    started.clear();
  }
}
