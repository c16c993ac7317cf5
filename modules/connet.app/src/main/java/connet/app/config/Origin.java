package connet.app.config;

/** Where a setting comes from, so that a message can point at the place to correct. */
public sealed interface Origin {
  /** The place as a message begins with it. */
  String where();

  /** A key in a configuration file; lines count from 1. */
  record InFile(String file, int line, String key) implements Origin {
    @Override
    public String where() {
      return file + ":" + line + ": key '" + key + "'";
    }
  }

  /** An option of the command line, with its dashes. */
  record Flag(String name) implements Origin {
    @Override
    public String where() {
      return name;
    }
  }

  /** A file on the command line. */
  record File(String name) implements Origin {
    @Override
    public String where() {
      return name;
    }
  }

  /** A variable of the environment, without the dollar sign. */
  record Variable(String name) implements Origin {
    @Override
    public String where() {
      return "$" + name;
    }
  }

  /** The default of a key that nobody set. */
  record Default(String key) implements Origin {
    @Override
    public String where() {
      return "key '" + key + "' (default)";
    }
  }
}
