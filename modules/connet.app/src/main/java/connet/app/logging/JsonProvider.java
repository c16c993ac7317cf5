package connet.app.logging;

import connet.app.config.Keys;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** Gives SLF4J the loggers that write JSON. SLF4J creates it, hence the public constructor. */
public final class JsonProvider implements SLF4JServiceProvider {
  /** The version of the SLF4J API that this is written for. */
  private static final String API = "2.0.99";

  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new NOPMDCAdapter();
  private final ConcurrentMap<String, JsonLogger> loggers = new ConcurrentHashMap<>();
  private final Level level;

  /** JSON is UTF-8 (RFC 8259 section 8.1), whatever the terminal speaks. */
  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

  /** Creates the provider; SLF4J calls this. */
  public JsonProvider() {
    String word = System.getProperty(Logging.LEVEL_PROPERTY, Keys.Level.INFO.name());
    this.level = Level.valueOf(word);
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return name -> loggers.computeIfAbsent(name, this::create);
  }

  private JsonLogger create(String name) {
    Level lowest = level;
    if (name.equals(Logging.NEEDLESS)) {
      lowest = Level.ERROR;
    } else if (name.startsWith(Logging.LIBRARY)) {
      lowest = level == Level.TRACE ? Level.DEBUG : level == Level.DEBUG ? Level.INFO : level;
    }
    return new JsonLogger(name, lowest, out::println);
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return API;
  }

  @Override
  public void initialize() {}
}
