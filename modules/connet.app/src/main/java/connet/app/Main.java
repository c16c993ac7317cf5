package connet.app;

import connet.transport.QuicSupport;

/** The command line program. */
public final class Main {
  private Main() {}

  /** Runs the program. */
  public static void main(String[] args) {
    String version = Main.class.getModule().getDescriptor().rawVersion().orElse("unknown");
    System.out.println("connet " + version);
    System.out.println("QUIC " + (QuicSupport.available() ? "available" : "unavailable"));
  }
}
