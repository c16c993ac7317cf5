/** What is said: messages, framing, ids, certificates and keys, error codes. */
module connet.protocol {
  requires com.google.protobuf;
  requires org.bouncycastle.provider;
  requires static transitive org.jspecify;

  exports connet.protocol;
}
