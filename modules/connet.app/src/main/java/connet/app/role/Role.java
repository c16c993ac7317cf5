package connet.app.role;

/** Something that runs until it is closed. */
public interface Role extends AutoCloseable {
  /** What it is called in log lines. */
  String name();

  /** Ends it in order; takes a few seconds at most. */
  @Override
  void close();
}
