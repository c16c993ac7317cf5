package connet.app.service;

import connet.app.role.StartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What starts, watches and ends services. What it answers are plans; nothing is changed by asking.
 */
interface ServiceManager {
  /**
   * Checks that it runs this machine, and that the user may tell it what to do.
   *
   * @throws StartException when not; the message says what to do instead
   */
  void check() throws StartException, IOException, InterruptedException;

  /**
   * What keeps a service from using the program and the configuration where they are: a sentence
   * each, with what to do about it.
   */
  List<String> obstacles(Service service, Path config);

  /**
   * How to have a service start with the machine.
   *
   * @param config its configuration if it is not the usual one, absolute; it has been checked
   * @throws StartException when it is installed already, or cannot run as things are
   */
  List<Step> install(Service service, Optional<Path> config)
      throws StartException, IOException, InterruptedException;

  /** How to undo that. */
  List<Step> uninstall(Service service) throws StartException, IOException, InterruptedException;

  /** How to start it. */
  List<Step> start(Service service) throws StartException, IOException, InterruptedException;

  /** How to stop it. */
  List<Step> stop(Service service) throws StartException, IOException, InterruptedException;

  /** How it stands. */
  ServiceStatus status(Service service) throws StartException, IOException, InterruptedException;

  /** What shows its log. */
  Step logs(Service service, int lines, boolean follow);

  /** Where its configuration usually is. */
  Path config(Service service);
}
