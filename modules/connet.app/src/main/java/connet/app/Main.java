package connet.app;

/** The command line program. */
public final class Main {
  private Main() {}

  /** Runs the program. */
  public static void main(String[] args) {
    System.out.println("connet");
  }
}
