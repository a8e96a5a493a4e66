package dev.rollcall.e2e.crash.cluster;

import dev.rollcall.backing.BackingException;
import dev.rollcall.backing.ChildProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A process with all that it has started: PostgreSQL is one process for each session, and is only
/// frozen when all of them are.
///
/// Who stands still cannot see that its parent is gone, and never ends by itself. So everybody who
/// does is remembered, also where the root is dead, and woken at the latest when this process ends.
final class ProcessTree {
  /// Who was made to stand still and not woken, by the root.
  private static final Map<Long, Set<ProcessHandle>> FROZEN = new ConcurrentHashMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ProcessTree::wakeAll, "wake"));
  }

  private final ChildProcess root;

  ProcessTree(ChildProcess root) {
    this.root = root;
  }

  /// SIGSTOP: nothing of it runs, its connections stay, and new ones are neither taken nor refused.
  ///
  /// @throws NotRunningException where there is nothing to freeze, or it ended meanwhile
  void freeze() throws NotRunningException {
    requireRunning();
    Set<ProcessHandle> frozen =
        FROZEN.computeIfAbsent(root.pid(), _ -> ConcurrentHashMap.newKeySet());
    // The root first, which starts the others; what it had just started is seen by another look.
    ProcessHandle.of(root.pid()).ifPresent(frozen::add);
    root.signal("STOP");
    List<ProcessHandle> awake = children();
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
    var others = new LinkedHashSet<>(children());
    Set<ProcessHandle> frozen = FROZEN.remove(root.pid());
    if (frozen != null) {
      others.addAll(frozen);
    }
    others.removeIf(it -> it.pid() == root.pid());
    signal("CONT", others);
    if (root.isAlive()) {
      root.signal("CONT");
    }
  }

  private static void wakeAll() {
    FROZEN.values().forEach(frozen -> signal("CONT", frozen));
  }

  private List<ProcessHandle> children() {
    return ProcessHandle.of(root.pid()).stream().flatMap(ProcessHandle::descendants).toList();
  }

  private static void signal(String name, Collection<ProcessHandle> processes) {
    var command = new ArrayList<>(List.of("kill", "-" + name));
    processes.stream()
        .filter(ProcessHandle::isAlive)
        .forEach(it -> command.add(Long.toString(it.pid())));
    if (command.size() == 2) {
      return;
    }
    try {
      // A session that has ended meanwhile cannot be signalled, and need not.
      new ProcessBuilder(command).start().waitFor();
    } catch (IOException e) {
      throw new BackingException("Processes could not be signalled: " + command, e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
