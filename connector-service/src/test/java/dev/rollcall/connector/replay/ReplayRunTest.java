package dev.rollcall.connector.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.connector.intake.core.FoldedBatch.EventRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ReplayRunTest {
  private static final DecisionsLog NO_LOG =
      new DecisionsLog() {
        @Override
        public Mono<Read> read(String tenant, ReplayQueue.Slice slice, int max) {
          return Mono.empty();
        }

        @Override
        public Mono<Long> offsetAt(String tenant, Instant time) {
          return Mono.empty();
        }
      };

  @Test
  void a_replay_that_fails_keeps_no_younger_one_from_going_on() {
    var moved = new AtomicInteger();
    var rung = new AtomicInteger();
    var run = new ReplayRun(new OneFails(moved), NO_LOG, rung::incrementAndGet);
    run.start();
    try {
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> {
            assertThat(moved).hasPositiveValue();
            assertThat(rung).hasPositiveValue();
          });
    } finally {
      run.stop();
    }
  }

  private record OneFails(AtomicInteger moved) implements ReplayQueue {
    @Override
    public Flux<Due> due() {
      return Flux.just("oldest", "younger")
          .map(id -> new Due(id, "crm", "acme", 1, new Work.Compare()));
    }

    @Override
    public Mono<Boolean> raise(Due replay) {
      return replay.replayId().equals("oldest")
          ? Mono.error(new IllegalStateException("This page is broken"))
          : Mono.fromSupplier(() -> moved.incrementAndGet() > 0);
    }

    @Override
    public Mono<Void> choose(Due replay) {
      return Mono.empty();
    }

    @Override
    public Mono<Void> begin(Due replay, long offset) {
      return Mono.empty();
    }

    @Override
    public Mono<Boolean> repeat(Due replay, Slice log, List<EventRow> events, long next) {
      return Mono.empty();
    }
  }
}
