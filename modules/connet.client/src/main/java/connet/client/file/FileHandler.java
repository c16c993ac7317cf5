package connet.client.file;

import connet.transport.HttpExchange;
import connet.transport.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers GET and HEAD with the files of a folder: a folder in it by its index.html, or else by a
 * list of what is in it.
 *
 * <p>Thread-safe.
 */
public final class FileHandler implements HttpHandler {
  private static final String INDEX = "index.html";

  private final Root root;

  /** The folder need not exist yet. */
  public FileHandler(Path root) {
    this.root = new Root(root);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
      Answers.text(
          exchange, 405, "only GET and HEAD are answered here", Map.of("Allow", "GET, HEAD"));
      return;
    }
    Optional<List<String>> names = UrlPath.names(exchange.path());
    if (names.isEmpty()) {
      Answers.text(exchange, 400, "malformed path", Map.of());
      return;
    }
    Optional<Path> found = root.find(names.get());
    if (found.isEmpty()) {
      notFound(exchange);
    } else if (Files.isDirectory(found.get(), LinkOption.NOFOLLOW_LINKS)) {
      answerFolder(exchange, names.get(), found.get());
    } else if (names.get().isEmpty()) { // the root is no folder
      notFound(exchange);
    } else if (exchange.path().endsWith("/")) {
      Answers.redirect(exchange, "../" + UrlPath.escape(names.get().getLast()));
    } else if (names.get().getLast().equals(INDEX)) {
      Answers.redirect(exchange, "./");
    } else {
      answerFile(exchange, found.get());
    }
  }

  private void answerFolder(HttpExchange exchange, List<String> names, Path folder)
      throws IOException {
    if (!exchange.path().endsWith("/")) {
      Answers.redirect(exchange, "./" + UrlPath.escape(names.getLast()) + "/");
      return;
    }
    var index = new ArrayList<>(names);
    index.add(INDEX);
    Optional<Path> file =
        root.find(index).filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS));
    if (file.isPresent()) {
      answerFile(exchange, file.get());
    } else {
      Answers.html(exchange, Listing.of(names, folder));
    }
  }

  private static void answerFile(HttpExchange exchange, Path path) throws IOException {
    Optional<OpenFile> opened = OpenFile.open(path);
    if (opened.isEmpty()) {
      notFound(exchange);
      return;
    }
    try (OpenFile file = opened.get()) {
      switch (Conditions.of(exchange).judge(file)) {
        case Conditions.Verdict.NOT_MODIFIED ->
            exchange.respond(304, file.validators(), 0, InputStream.nullInputStream());
        case Conditions.Verdict.FAILED ->
            Answers.text(exchange, 412, "the file is another one now", file.validators());
        case Conditions.Verdict.WHOLE -> FileAnswer.whole(exchange, file);
        case Conditions.Verdict.PARTS -> FileAnswer.parts(exchange, file);
      }
    }
  }

  private static void notFound(HttpExchange exchange) throws IOException {
    Answers.text(exchange, 404, "there is no such file", Map.of());
  }
}
