package dev.rollcall.connector.delivery;

import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.ThroughputStore.Done;
import dev.rollcall.connector.rounds.Rounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Counts what is delivered and writes it down now and then, so that the rate of a target can be
/// told and no delivery waits for it. What was not written when a process dies is not counted.
final class Throughput extends Rounds {
  private static final Logger log = LoggerFactory.getLogger(Throughput.class);
  private static final Duration WRITE = Duration.ofSeconds(5);

  private final Database database;
  private final ThroughputStore store;
  private final Map<String, Counts> counts = new ConcurrentHashMap<>();

  Throughput(Database database, ThroughputStore store) {
    super("The throughput is not written");
    this.database = database;
    this.store = store;
  }

  private record Counts(LongAdder applied, LongAdder failed) {}

  void count(String targetId, Ending ending) {
    Counts of = counts.computeIfAbsent(targetId, _ -> new Counts(new LongAdder(), new LongAdder()));
    if (ending instanceof Ending.Applied) {
      of.applied().increment();
    } else if (ending instanceof Ending.Stopped) {
      of.failed().increment();
    }
  }

  @Override
  protected Flux<?> rounds() {
    return every(WRITE, this::write);
  }

  private Mono<Boolean> write() {
    List<Done> done = taken();
    return done.isEmpty() || !database.isMigrated()
        ? Mono.empty()
        : store
            .add(done)
            .thenReturn(true)
            .onErrorResume(e -> {
              log.debug("What was delivered lately could not be written down", e);
              return Mono.empty();
            });
  }

  private List<Done> taken() {
    var all = new ArrayList<Done>();
    counts.forEach((targetId, of) -> {
      long applied = of.applied().sumThenReset();
      long failed = of.failed().sumThenReset();
      if (applied > 0 || failed > 0) {
        all.add(new Done(targetId, applied, failed));
      }
    });
    return all;
  }
}
