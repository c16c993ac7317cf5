/** The two ends: destinations, sources and the paths between peers. */
module connet.client {
  requires connet.protocol;
  requires connet.transport;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports connet.client;
}
