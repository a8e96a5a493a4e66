package dev.rollcall.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The walls of a service, which is a process with threads of its own.
public interface WallsOfService extends WallsAroundCore {

  @Test
  default void no_part_ends_in_silence() {
    assertThat(new SourceScan(Path.of("src", "main", "java")).unguardedThreads()).isEmpty();
  }
}
