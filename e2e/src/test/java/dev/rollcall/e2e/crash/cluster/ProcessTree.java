package dev.rollcall.e2e.crash.cluster;

import dev.rollcall.backing.BackingException;
import dev.rollcall.backing.ChildProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A process with all that it has started: PostgreSQL is one process for each session, and is only
/// frozen when all of them are.
final class ProcessTree {
  private final ChildProcess root;

  ProcessTree(ChildProcess root) {
    this.root = root;
  }

  /// SIGSTOP: nothing of it runs, its connections stay, and new ones are neither taken nor refused.
  ///
  /// @throws NotRunningException where there is nothing to freeze, or it ended meanwhile
  void freeze() throws NotRunningException {
    requireRunning();
    // The root first, which starts the others; what it had just started is seen by another look.
    root.signal("STOP");
    Set<Long> frozen = new HashSet<>();
    List<Long> awake = children();
    while (frozen.addAll(awake)) {
      signal("STOP", awake);
      awake = children();
    }
    requireRunning();
  }

  private void requireRunning() throws NotRunningException {
    if (!root.isAlive()) {
      throw new NotRunningException(root.name());
    }
  }

  /// SIGCONT, the root last: it finds everybody awake. Who has ended meanwhile needs it no more.
  void wake() {
    if (root.isAlive()) {
      signal("CONT", children());
      root.signal("CONT");
    }
  }

  private List<Long> children() {
    return ProcessHandle.of(root.pid()).stream()
        .flatMap(ProcessHandle::descendants)
        .map(ProcessHandle::pid)
        .toList();
  }

  private void signal(String name, List<Long> processes) {
    if (processes.isEmpty()) {
      return;
    }
    var command = new ArrayList<>(List.of("kill", "-" + name));
    processes.forEach(it -> command.add(Long.toString(it)));
    try {
      // A session that has ended meanwhile cannot be signalled, and need not.
      new ProcessBuilder(command).start().waitFor();
    } catch (IOException e) {
      throw new BackingException("The children of " + root.name() + " could not be signalled", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
