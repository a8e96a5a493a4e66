package dev.rollcall.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backing.BackingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class KeeperTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration LONG = Duration.ofMinutes(2);

  private final List<String> started = new ArrayList<>();
  private boolean runs;
  private final Part ending =
      new Part("projection", () -> runs, () -> "It ended with code 137", () -> started.add("p"));
  private final Part running =
      new Part("ingress", () -> true, () -> "It runs", () -> started.add("i"));

  @Test
  void what_ended_is_started_again_and_told_of_and_nothing_else() {
    assertThat(new Keeper(List.of(running, ending)).startAgain(NOW))
        .containsExactly("It ended with code 137\n  projection was started again");
    assertThat(started).containsExactly("p");
  }

  @Test
  void what_ends_over_and_over_stays_down_for_a_while() {
    var keeper = new Keeper(List.of(ending));
    for (int i = 0; i < Keeper.TIMES_MAX; i++) {
      // A start that failed is no reason to give up.
      assertThat(keeper.givenUp(NOW.plusSeconds(i))).isEmpty();
      keeper.startAgain(NOW.plusSeconds(i));
    }
    assertThat(keeper.startAgain(NOW.plusSeconds(Keeper.TIMES_MAX))).isEmpty();
    assertThat(keeper.givenUp(NOW.plusSeconds(Keeper.TIMES_MAX)))
        .contains("It ended with code 137");
    assertThat(started).hasSize(Keeper.TIMES_MAX);
    Instant last = NOW.plus(Keeper.WITHIN);
    assertThat(keeper.startAgain(last.minus(Duration.ofMillis(1)))).isEmpty();
    assertThat(keeper.startAgain(last)).hasSize(1);
  }

  @Test
  void what_does_not_start_is_told_of_and_keeps_nobody_from_being_started() {
    var broken =
        new Part(
            "Kafka",
            () -> false,
            () -> "It ended with code 1",
            () -> {
              throw new BackingException("no space left");
            });
    assertThat(new Keeper(List.of(broken, ending)).startAgain(NOW))
        .containsExactly(
            "It ended with code 1\n  Kafka could not be started again: no space left",
            "It ended with code 137\n  projection was started again");
  }

  @Test
  void whoever_stops_all_does_not_wait_for_what_is_being_started() throws Exception {
    var starting = new CountDownLatch(1);
    var slow =
        new Part(
            "PostgreSQL",
            () -> false,
            () -> "It ended with code 137",
            () -> {
              starting.countDown();
              started.add("half");
              waitLong();
            });
    var keeper = new Keeper(List.of(slow, ending));
    var told = new CompletableFuture<List<String>>();
    var leftInterrupted = new CompletableFuture<Boolean>();
    Thread.ofVirtual()
        .start(() -> {
          told.complete(keeper.startAgain(NOW));
          leftInterrupted.complete(Thread.currentThread().isInterrupted());
        });
    starting.await();

    assertThat(CompletableFuture.runAsync(keeper::close)).succeedsWithin(SOON);
    // Whoever closed it may stop the parts now: nothing is being started any more.
    assertThat(started).containsExactly("half", "interrupted");
    assertThat(told).succeedsWithin(SOON).isEqualTo(List.of());
    // Whoever had it started goes on as it likes, and is not ended by this.
    assertThat(leftInterrupted).succeedsWithin(SOON).isEqualTo(false);
  }

  /// As whoever waits for a process of ours does.
  private void waitLong() {
    try {
      Thread.sleep(LONG);
    } catch (InterruptedException e) {
      started.add("interrupted");
      Thread.currentThread().interrupt();
      throw new BackingException("Interrupted while it started", e);
    }
  }

  @Test
  void when_all_is_stopped_nothing_is_started() {
    var keeper = new Keeper(List.of(ending));
    keeper.close();
    assertThat(keeper.startAgain(NOW)).isEmpty();
    assertThat(started).isEmpty();
  }
}
