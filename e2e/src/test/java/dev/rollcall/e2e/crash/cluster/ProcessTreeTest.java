package dev.rollcall.e2e.crash.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.backing.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTreeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// `T` is stopped by a signal (proc(5)).
  private static final String STOPPED = "T";

  @TempDir private static Path folder;
  private ChildProcess root = begin();

  @BeforeEach
  void awaitReady() {
    root.awaitReady(PATIENCE);
  }

  @AfterEach
  void end() {
    new ProcessTree(root).wake();
    ProcessHandle.of(root.pid())
        .ifPresent(it -> it.descendants().forEach(ProcessHandle::destroyForcibly));
    root.kill();
  }

  @Test
  void the_root_and_whom_it_started_stand_still_until_they_are_woken() throws Exception {
    var tree = new ProcessTree(root);
    assertThat(states()).hasSize(2).doesNotContain(STOPPED);
    tree.freeze();
    Awaitility.await().atMost(PATIENCE).until(() -> states().stream().allMatch(STOPPED::equals));
    tree.wake();
    Awaitility.await().atMost(PATIENCE).until(() -> !states().contains(STOPPED));
  }

  @Test
  void who_does_not_run_cannot_be_frozen() {
    root.kill();
    assertThatThrownBy(() -> new ProcessTree(root).freeze())
        .isInstanceOf(NotRunningException.class)
        .hasMessage("parent does not run");
    var service =
        new Service(
            new Service.Identity("projection-1", "projection", 0), Map.of(), folder.resolve("log"));
    assertThatThrownBy(service::freeze)
        .isInstanceOf(NotRunningException.class)
        .hasMessage("projection-1 does not run");
  }

  private static ChildProcess begin() {
    return ChildProcess.start(
        "parent",
        List.of("sh", "-c", "sleep 60 & echo ready; wait"),
        Map.of(),
        new ChildProcess.Log(folder.resolve("parent.log"), "ready"));
  }

  /// The third field of each; the second is a name in brackets.
  private List<String> states() {
    return Stream.concat(
            Stream.of(root.pid()),
            ProcessHandle.of(root.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid))
        .map(ProcessTreeTest::state)
        .toList();
  }

  private static String state(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
    } catch (IOException e) {
      return "gone: " + e.getMessage();
    }
  }
}
