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
import java.util.concurrent.TimeUnit;
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

  @Test
  void who_stood_still_is_woken_also_where_the_root_was_killed() throws Exception {
    long child =
        ProcessHandle.of(root.pid()).stream()
            .flatMap(ProcessHandle::descendants)
            .findFirst()
            .orElseThrow()
            .pid();
    new ProcessTree(root).freeze();
    root.kill();
    try {
      assertThat(state(child)).isEqualTo(STOPPED);
      new ProcessTree(root).wake();
      Awaitility.await().atMost(PATIENCE).until(() -> !state(child).equals(STOPPED));
    } finally {
      ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void who_stands_still_is_woken_when_the_run_is_interrupted() throws Exception {
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Interrupted.class.getName(),
                folder.resolve("interrupted.log").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long sleeper;
    try (var said = run.inputReader()) {
      sleeper = Long.parseLong(said.readLine());
      assertThat(state(sleeper)).isEqualTo(STOPPED);
      run.toHandle().destroy();
      assertThat(run.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
    try {
      assertThat(state(sleeper)).isNotEqualTo(STOPPED);
    } finally {
      ProcessHandle.of(sleeper).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /// Makes a process stand still, says which, and waits for its own end.
  static final class Interrupted {
    public static void main(String[] args) throws Exception {
      ChildProcess sleeper =
          ChildProcess.start(
              "sleeper",
              List.of("sh", "-c", "echo ready; exec sleep 60"),
              Map.of(),
              new ChildProcess.Log(Path.of(args[0]), "ready"));
      sleeper.awaitReady(PATIENCE);
      new ProcessTree(sleeper).freeze();
      System.out.println(sleeper.pid());
      Thread.sleep(PATIENCE);
    }
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
