/** Who may meet: tokens, sessions, the directory of endpoints and the registry of relays. */
module connet.control {
  requires com.h2database.mvstore;
  requires transitive connet.protocol;
  requires transitive connet.transport;
  requires org.slf4j;
  requires re2j;
  requires static transitive org.jspecify;

  exports connet.control;
}
