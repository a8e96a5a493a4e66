package dev.rollcall.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Decision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes share the partitions; the one that decides for the tenant ends, or stands still.
class TakeoverIT {
  private static final int FEW = 50;

  /// What is promised; the broker notices a dead owner after 6 s.
  private static final Duration TAKEOVER_MAX = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void when_the_owner_is_killed_its_tenants_writes_go_on_within_10_s() throws Exception {
    withTwo((platform, owner) -> {
      owner.kill();
      Instant killed = Instant.now();
      ask(platform, 2 * FEW);
      Platform.await("decided", () -> platform.stored() == 3 * FEW);
      assertThat(Duration.between(killed, Instant.now())).isLessThan(TAKEOVER_MAX);
      assertEachOnce(platform, 3 * FEW);
    });
  }

  @Test
  void an_owner_that_stood_still_changes_nothing_when_it_wakes_up() throws Exception {
    withTwo((platform, owner) -> {
      owner.freeze();
      ask(platform, 2 * FEW);
      Platform.await("decided by the other one", () -> platform.stored() == 3 * FEW);
      owner.wake();
      ask(platform, 3 * FEW);
      Platform.await("decided", () -> platform.stored() == 4 * FEW);
      assertEachOnce(platform, 4 * FEW);
    });
  }

  /// What happens to the one of two processes that decides for the tenant.
  @FunctionalInterface
  private interface Story {
    void tell(Platform platform, ProjectionProcess owner) throws Exception;
  }

  /// Starts two processes, and asks for something once they share the partitions.
  private void withTwo(Story story) throws Exception {
    try (var platform = new Platform();
        var first = ProjectionProcess.start(platform, folder.resolve("first.log"))) {
      ask(platform, 0);
      Platform.await("decided", () -> platform.stored() == FEW);
      Path log = folder.resolve("second.log");
      try (var second = ProjectionProcess.start(platform, log)) {
        ProjectionProcess owner = owner(first, second, log);
        ask(platform, FEW);
        story.tell(platform, owner);
      }
    }
  }

  private static void ask(Platform platform, int from) throws Exception {
    for (int i = from; i < from + FEW; i++) {
      platform.ask(Platform.createUser("user" + i));
    }
  }

  /// Waits until the second has its part of the partitions, and says who decides for the tenant.
  private static ProjectionProcess owner(
      ProjectionProcess first, ProjectionProcess second, Path secondLog) {
    Platform.await("the second has a partition", () -> text(secondLog).contains(" claimed with "));
    return text(secondLog).contains("Partition " + Platform.PARTITION + " claimed")
        ? second
        : first;
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The relay may say a decision twice, and never two decisions for one place.
  private static void assertEachOnce(Platform platform, int decisions) throws Exception {
    var seqs = new HashSet<Long>();
    List<Decision> once =
        platform.decisionsOnceThereAre(decisions).stream()
            .filter(it -> seqs.add(it.seq()))
            .toList();
    platform.assertContiguous(once);
    assertThat(once).hasSize(decisions);
    assertThat(platform.count("SELECT count(DISTINCT request_id) FROM rollcall.decision"))
        .isEqualTo(decisions);
    assertThat(platform.count("SELECT count(*) FROM proj_v1.resource")).isEqualTo(decisions);
  }
}
