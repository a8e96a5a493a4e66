package dev.rollcall.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class ProcessTreeTest {
  @TempDir Path folder;

  @Test
  void the_times_are_found_behind_a_name_that_looks_like_more_fields() {
    String stat = "42 (a) b (c) S 1 42 42 0 -1 4194560 100 200 3 4 10 20 300 4000 20 0 1 0 99";
    assertThat(ProcessTree.ticks(stat)).isEqualTo(10 + 20 + 300 + 4000);
    assertThat(ProcessTree.ticks("")).isZero();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_process_has_taken_time_and_holds_memory_and_its_children_count() throws Exception {
    var own = new ProcessTree(List.of(ProcessHandle.current().pid()));
    assertThat(own.processorMillis().orElseThrow()).isPositive();
    assertThat(own.memoryMebibytes().orElseThrow()).isPositive();
    // A shell with a child that is busy until it is ended: the shell alone takes no time.
    Process shell = new ProcessBuilder("sh", "-c", "yes > /dev/null; true").start();
    var tree = new ProcessTree(List.of(shell.pid()));
    try {
      while (tree.processorMillis().orElse(0) < 50) {
        assertThat(shell.isAlive()).isTrue();
        Thread.onSpinWait();
      }
    } finally {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.destroyForcibly().waitFor();
    }
  }

  @Test
  void of_no_processes_nothing_is_known() {
    var none = new ProcessTree(List.of());
    assertThat(none.processorMillis()).isEmpty();
    assertThat(none.memoryMebibytes()).isEmpty();
  }

  @Test
  void the_files_of_all_folders_are_counted_and_what_is_not_there_takes_no_room() throws Exception {
    Path one = Files.createDirectories(folder.resolve("one/deep"));
    Path two = Files.createDirectories(folder.resolve("two"));
    Files.write(one.resolve("a"), new byte[1_000]);
    Files.write(two.resolve("b"), new byte[23]);
    Path missing = folder.resolve("missing");
    assertThat(Disk.bytes(List.of(folder.resolve("one"), two, missing))).isEqualTo(1_023);
  }
}
