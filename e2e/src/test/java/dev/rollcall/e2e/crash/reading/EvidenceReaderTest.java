package dev.rollcall.e2e.crash.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.crash.core.Planted;
import dev.rollcall.schemas.event.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logs that grew too long are read like the others.
class EvidenceReaderTest {
  @TempDir private Path folder;
  private Path log = Path.of("");

  @BeforeEach
  void begin() {
    log = folder.resolve("projection-1.log");
  }

  @Test
  void a_log_is_read_with_all_that_was_put_aside_the_oldest_first() throws IOException {
    for (String name :
        new String[] {
          "projection-1.log",
          "projection-1.log.1",
          "projection-1.log.2",
          "projection-1.log.10",
          "projection-1.log.old",
          "projection-1xlog.1",
          "projection-2.log.1"
        }) {
      Files.createFile(folder.resolve(name));
    }
    assertThat(LogFiles.of(log).stream().map(it -> it.getFileName().toString()))
        .containsExactly(
            "projection-1.log.10", "projection-1.log.2", "projection-1.log.1", "projection-1.log");
  }

  @Test
  void an_alarm_that_was_put_aside_is_an_alarm() throws IOException {
    Files.writeString(log, "Quarantined request r2 at partition 3 offset 9\n");
    Files.writeString(
        folder.resolve("projection-1.log.1"),
        "Started\nQuarantined request r1 at partition 1 offset 4\n");
    assertThat(EvidenceReader.quarantined(log))
        .containsExactlyInAnyOrder(new Position(1, 4), new Position(3, 9));
  }

  @Test
  void what_was_planted_is_found_where_it_was_put_aside() throws IOException {
    Files.writeString(log, "Nothing here\n");
    Files.writeString(folder.resolve("projection-1.log.1"), "The password is planted-1\n");
    assertThat(EvidenceReader.leaks(log, new Planted(Map.of("A password", "planted-1"))))
        .containsExactly("A password in projection-1.log.1");
  }
}
