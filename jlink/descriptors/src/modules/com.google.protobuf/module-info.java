/**
 * Messages: the lite runtime, which needs no reflection on what other modules keep to themselves.
 */
module com.google.protobuf {
  requires java.logging;
  requires jdk.unsupported;

  exports com.google.protobuf;
}
