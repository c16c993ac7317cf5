package connet.app.logging;

import connet.app.config.Keys;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sets up logging, once and before the first logger is asked for: slf4j-simple writes text, {@link
 * JsonLogger} writes JSON. Both write to standard error.
 */
public final class Logging {
  /** Libraries whose debug lines tell nothing about connet and drown what does. */
  static final String LIBRARY = "io.netty";

  /** Warns in every container without a network card, of what connet has no use for. */
  static final String NEEDLESS = "io.netty.util.internal.MacAddressUtil";

  static final String LEVEL_PROPERTY = "connet.log.level";

  private static final String SIMPLE = "org.slf4j.simpleLogger.";

  private Logging() {}

  /** Chooses the provider and the level. */
  public static void start(Keys.Level level, Keys.Format format) {
    // SLF4J finds slf4j-simple as a service; a provider that is named goes before services.
    System.setProperty("slf4j.internal.verbosity", "WARN");
    switch (format) {
      case TEXT -> text(level);
      case JSON -> json(level);
    }
    bridge(level);
  }

  private static void text(Keys.Level level) {
    String word = word(level).toLowerCase(Locale.ROOT);
    Map.of(
            "defaultLogLevel",
            word,
            "log." + LIBRARY,
            library(level),
            "log." + NEEDLESS,
            "error",
            "logFile",
            "System.err",
            "showDateTime",
            "true",
            "dateTimeFormat",
            "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
            "showThreadName",
            "false",
            "showShortLogName",
            "true")
        .forEach((key, value) -> System.setProperty(SIMPLE + key, value));
    System.setProperty("slf4j.provider", "org.slf4j.simple.SimpleServiceProvider");
  }

  /** SLF4J's word for a level. */
  private static String word(Keys.Level level) {
    return level == Keys.Level.FINE ? "TRACE" : level.name();
  }

  /** What a library says at a level is about itself, and so belongs a level lower. */
  private static String library(Keys.Level level) {
    return switch (level) {
      case FINE -> "debug";
      case DEBUG -> "info";
      default -> word(level).toLowerCase(Locale.ROOT);
    };
  }

  private static void json(Keys.Level level) {
    System.setProperty(LEVEL_PROPERTY, word(level));
    System.setProperty("slf4j.provider", JsonProvider.class.getName());
    // SLF4J makes the provider that it was told by name, so it must be able to see the class.
    Logging.class
        .getModule()
        .addExports(Logging.class.getPackageName(), LoggerFactory.class.getModule());
  }

  private static void bridge(Keys.Level level) {
    LogManager.getLogManager().reset();
    java.util.logging.Logger.getLogger("")
        .setLevel(
            switch (level) {
              // What the JDK says at FINE is about itself.
              case FINE, DEBUG, INFO -> Level.INFO;
              case WARN -> Level.WARNING;
              case ERROR -> Level.SEVERE;
            });
    SLF4JBridgeHandler.install();
  }
}
