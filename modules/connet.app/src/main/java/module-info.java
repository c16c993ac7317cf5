/** The hands: command line, configuration, logging and the roles put together. */
module connet.app {
  requires com.electronwill.nightconfig.core;
  requires com.electronwill.nightconfig.toml;
  requires connet.client;
  requires connet.control;
  requires connet.protocol;
  requires connet.relay;
  requires connet.transport;
  requires info.picocli;
  requires java.logging;
  requires jdk.httpserver;
  requires jdk.unsupported;
  requires jul.to.slf4j;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports connet.app;
}
