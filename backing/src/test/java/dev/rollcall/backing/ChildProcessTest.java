package dev.rollcall.backing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
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
    await(() -> Files.readString(log).contains("goodbye"));
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

  @Test
  void of_a_child_that_says_much_the_last_logs_are_kept() throws Exception {
    Path log = folder.resolve("child.log");
    // Lines of 1 MiB, each with its number at its end; a log has 32 of them.
    String line = "head -c 1048570 /dev/zero | tr '\\0' x; echo \" $i\"";
    var child = shell(log, "echo ready; for i in $(seq 100 299); do " + line + "; done");

    assertThat(child.exit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isZero();

    await(() -> lastNumber(log) == 299);
    assertThat(lastNumber(log)).isEqualTo(299);
    try (var kept = Files.list(folder)) {
      assertThat(kept.map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "child.log", "child.log.1", "child.log.2", "child.log.3", "child.log.4");
    }
    int before = lastNumber(log.resolveSibling("child.log.1"));
    assertThat(before).isBetween(262, 298);
    assertThat(lastNumber(log.resolveSibling("child.log.4"))).isEqualTo(before - 3 * 32);
  }

  /// The log is written by a thread that may come a moment later.
  private static void await(Callable<Boolean> written) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!written.call() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
  }

  private static int lastNumber(Path log) throws Exception {
    String text = Files.exists(log) ? Files.readString(log).strip() : "";
    String number = text.substring(text.lastIndexOf(' ') + 1);
    return number.matches("[0-9]{3}") ? Integer.parseInt(number) : 0;
  }

  private static ChildProcess shell(Path log, String script) {
    return ChildProcess.start(
        "child", List.of("sh", "-c", script), Map.of(), new ChildProcess.Log(log, "ready"));
  }
}
