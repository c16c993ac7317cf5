package connet.app.service;

import connet.app.cli.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A role as a service of the operating system.
 *
 * @param role one of those that run
 */
record Service(Command role) {
  /** The role in one word. */
  String word() {
    return role == Command.CLIENT ? "client" : role.word();
  }

  /** What the service is called, and its page of the manual and its unit but for the client's. */
  String name() {
    return "connet-" + word();
  }

  /** What it is, for people. */
  String title() {
    return switch (role) {
      case CONTROL -> "connet control server";
      case SERVER -> "connet server (control server and relay)";
      default -> "connet " + word();
    };
  }

  /** The page of the manual about it. */
  String manual() {
    return role == Command.CLIENT ? "connet" : name();
  }

  /** When it is started in the full sense: a clause about it. */
  String ready() {
    return switch (role) {
      case CLIENT -> "it is connected to the control server";
      case SERVER -> "it listens, and its relay is registered";
      case CONTROL -> "it listens";
      case RELAY -> "it is registered at the control server";
      default -> throw new IllegalStateException("no role: " + role);
    };
  }

  /** What makes the program run this role. */
  List<String> arguments(Path config) {
    List<String> arguments = new ArrayList<>();
    if (role != Command.CLIENT) {
      arguments.add(role.word());
    }
    arguments.add("--config");
    arguments.add(config.toString());
    return List.copyOf(arguments);
  }
}
