/** The embedded store, without the database on top of it. */
module com.h2database.mvstore {
  requires java.management;
  // For exceptions of the database alone, which the store throws only when it deletes, moves or
  // lists files.
  requires static java.sql;

  exports org.h2.mvstore;
  exports org.h2.mvstore.type;
}
