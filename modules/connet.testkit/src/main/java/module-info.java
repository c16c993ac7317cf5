/** What the tests of the other modules share. Not shipped. */
module connet.testkit {
  requires jdk.httpserver;
  requires static transitive org.jspecify;

  exports connet.testkit;
}
