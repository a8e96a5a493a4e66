package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Decision;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real process, ended without warning in the middle of its work.
class KillIT {
  private static final int REQUESTS = 600;

  @TempDir Path folder;

  @Test
  void a_killed_process_loses_nothing_and_decides_nothing_twice() throws Exception {
    try (var platform = new Platform()) {
      try (var _ = ProjectionProcess.start(platform, folder.resolve("first.log"))) {
        for (int i = 0; i < REQUESTS / 2; i++) {
          platform.ask(Platform.createUser("user" + i));
        }
        platform.decisionsOnceThereAre(10);
      }
      for (int i = REQUESTS / 2; i < REQUESTS; i++) {
        platform.ask(Platform.createUser("user" + i));
      }
      try (var _ = ProjectionProcess.start(platform, folder.resolve("second.log"))) {
        var seqs = new HashSet<Long>();
        List<Decision> once =
            platform.decisionsOnceThereAre(REQUESTS).stream()
                .filter(it -> seqs.add(it.seq()))
                .toList();
        platform.assertContiguous(once);
        Platform.await("all decided", () -> platform.stored() == REQUESTS);
        assertThat(platform.count("SELECT count(*) FROM proj_v1.resource")).isEqualTo(REQUESTS);
        assertThat(platform.count("SELECT count(DISTINCT request_id) FROM rollcall.decision"))
            .isEqualTo(REQUESTS);
      }
    }
  }
}
