package connet.control.sample;

import connet.control.directory.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A timer whose time passes when a test says so. */
public final class ManualTimer implements Timer {
  private record Due(Duration at, Runnable task) {}

  private final List<Due> tasks = new ArrayList<>();
  private Duration now = Duration.ZERO;

  @Override
  public Task after(Duration delay, Runnable task) {
    Due due = new Due(now.plus(delay), task);
    tasks.add(due);
    return () -> tasks.remove(due);
  }

  /** Lets time pass and runs what is due by then. */
  public void pass(Duration time) {
    now = now.plus(time);
    List<Due> due = tasks.stream().filter(task -> task.at().compareTo(now) <= 0).toList();
    tasks.removeAll(due);
    due.stream().sorted(Comparator.comparing(Due::at)).forEach(task -> task.task().run());
  }
}
