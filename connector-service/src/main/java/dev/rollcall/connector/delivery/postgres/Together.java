package dev.rollcall.connector.delivery.postgres;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Stores together what comes while something of the same group is being stored: one batch of a
/// group at a time. What comes alone is stored at once, and the busier it gets, the cheaper each
/// becomes. Groups do not wait for one another.
///
/// @param <T> what is stored
/// @param <R> what came of it
final class Together<T, R> {
  private static final Logger log = LoggerFactory.getLogger(Together.class);

  private final Bounds bounds;
  private final Function<T, String> name;
  private final Function<List<T>, Mono<Map<String, R>>> store;

  private final AtomicBoolean troubled = new AtomicBoolean();

  /// A group is here while a batch of it is being stored, with what came since.
  private final Map<String, Queue<Waiting<T, R>>> waiting = new ConcurrentHashMap<>();

  /// How far it goes.
  ///
  /// @param most how many make a batch
  /// @param answer how long a batch is waited for
  record Bounds(int most, Duration answer) {}

  private record Waiting<T, R>(T item, Sinks.One<R> result) {}

  /// @param name no two have the same
  /// @param store stores a batch or nothing of it, and says what came of each by its name
  Together(Bounds bounds, Function<T, String> name, Function<List<T>, Mono<Map<String, R>>> store) {
    this.bounds = bounds;
    this.name = name;
    this.store = store;
  }

  /// Stores with others. Empty where the batch had no answer to it, and where the batch failed:
  /// then it must be stored alone, so that none fails by another's fault.
  Mono<R> with(String group, T item) {
    return Mono.defer(() -> {
      var next = new Waiting<T, R>(item, Sinks.one());
      if (joins(group, next)) {
        begin(group, List.of(next));
      }
      return next.result().asMono();
    });
  }

  /// Returns whether it is the first.
  private boolean joins(String group, Waiting<T, R> next) {
    var isFirst = new AtomicBoolean();
    waiting.compute(
        group,
        (_, came) -> {
          if (came == null) {
            isFirst.set(true);
            return new ArrayDeque<>();
          }
          came.add(next);
          return came;
        });
    return isFirst.get();
  }

  private void begin(String group, List<Waiting<T, R>> batch) {
    Mono.defer(() -> store.apply(batch.stream().map(Waiting::item).toList()))
        .timeout(bounds.answer())
        .doOnNext(_ -> troubled.set(false))
        .onErrorResume(e -> {
          if (troubled.compareAndSet(false, true)) {
            log.warn("What came together is stored one by one: a batch failed", e);
          }
          return Mono.empty();
        })
        .defaultIfEmpty(Map.of())
        .subscribe(results -> {
          goOn(group);
          batch.forEach(each -> tell(each, results));
        });
  }

  private void goOn(String group) {
    var batch = new ArrayList<Waiting<T, R>>();
    waiting.computeIfPresent(
        group,
        (_, came) -> {
          while (batch.size() < bounds.most() && !came.isEmpty()) {
            batch.add(came.remove());
          }
          return batch.isEmpty() ? null : came;
        });
    if (!batch.isEmpty()) {
      begin(group, batch);
    }
  }

  private void tell(Waiting<T, R> each, Map<String, R> results) {
    R result = results.get(name.apply(each.item()));
    if (result == null) {
      each.result().tryEmitEmpty();
    } else {
      each.result().tryEmitValue(result);
    }
  }
}
