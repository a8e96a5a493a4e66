package dev.rollcall.backing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void what_a_child_says_when_it_is_told_to_end_is_in_its_log() throws Exception {
    Path log = folder.resolve("child.log");
    var child =
        shell(log, "trap 'echo goodbye && exit 7' TERM; echo ready; while :; do sleep 0.1; done");
    child.awaitReady(PATIENCE);

    child.stop(PATIENCE);

    assertThat(child.exit().join()).isEqualTo(7);
    // The log is written by a thread that may come a moment later.
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.readString(log).contains("goodbye") && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(log).content().contains("goodbye");
  }

  @Test
  void who_does_not_end_is_killed() {
    var child =
        shell(folder.resolve("child.log"), "trap '' TERM; echo ready; while :; do sleep 0.1; done");
    child.awaitReady(PATIENCE);

    child.stop(Duration.ofMillis(200));

    assertThat(child.exit().join()).isEqualTo(128 + 9);
  }

  private static ChildProcess shell(Path log, String script) {
    return ChildProcess.start(
        "child", List.of("sh", "-c", script), Map.of(), new ChildProcess.Log(log, "ready"));
  }
}
