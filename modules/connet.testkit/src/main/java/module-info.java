/** What the tests of the other modules share. Not shipped. */
module connet.testkit {
  requires connet.protocol;
  requires connet.transport;
  requires static transitive org.jspecify;

  exports connet.testkit;
}
