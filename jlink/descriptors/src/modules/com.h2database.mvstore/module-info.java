/** The embedded store, without the database on top of it. */
module com.h2database.mvstore {
  requires java.management;
  requires java.sql;

  exports org.h2.mvstore;
  exports org.h2.mvstore.type;
}
