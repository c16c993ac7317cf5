package connet.app.logging;

import connet.app.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LoggingEventAware;

/**
 * Writes one JSON object a line: {@code time} (RFC 3339, UTC, milliseconds), {@code level}, {@code
 * logger}, {@code message}, {@code fields}, and {@code error} with the stack trace where there is
 * one. Fields are what the code logs as {@code key={}} or adds as key and value.
 */
final class JsonLogger extends LegacyAbstractLogger implements LoggingEventAware {
  private static final long serialVersionUID = 1L;

  private final Level lowest;
  private final transient Consumer<String> out;

  JsonLogger(String name, Level lowest, Consumer<String> out) {
    this.name = name;
    this.lowest = lowest;
    this.out = out;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      @Nullable String pattern,
      @Nullable Object @Nullable [] arguments,
      @Nullable Throwable error) {
    write(level, FieldPattern.read(pattern, arguments), Map.of(), error);
  }

  @Override
  public void log(LoggingEvent event) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>();
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(pair -> more.put(pair.key, pair.value));
    }
    FieldPattern read = FieldPattern.read(event.getMessage(), event.getArgumentArray());
    write(event.getLevel(), read, more, event.getThrowable());
  }

  private void write(
      Level level,
      FieldPattern read,
      Map<String, @Nullable Object> more,
      @Nullable Throwable error) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(read.fields());
    fields.putAll(more);
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("time", Json.time(Instant.now()));
    line.put("level", level.name().toLowerCase(Locale.ROOT));
    line.put("logger", name);
    line.put("message", read.message());
    line.put("fields", fields);
    if (error != null) {
      StringWriter trace = new StringWriter();
      error.printStackTrace(new PrintWriter(trace));
      line.put("error", trace.toString().stripTrailing());
    }
    out.accept(Json.object(line));
  }

  private boolean logs(Level level) {
    return level.toInt() >= lowest.toInt();
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  public boolean isTraceEnabled() {
    return logs(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return logs(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return logs(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return logs(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return logs(Level.ERROR);
  }
}
