/** The fallback: admits clients by ticket and pairs sources with destinations. */
module connet.relay {
  requires transitive connet.protocol;
  requires transitive connet.transport;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports connet.relay;
}
