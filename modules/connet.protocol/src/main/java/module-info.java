/** What is said: messages, framing, ids, certificates and keys, error codes. */
module connet.protocol {
  requires com.google.protobuf;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.bouncycastle.util;
  requires static org.jspecify;

  exports connet.protocol;
}
