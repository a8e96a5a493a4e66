package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.TroubleStore.Succeeded;
import dev.rollcall.connector.rounds.Rounds;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Knows when targets last did what this process asked, and tells the other instances now and then
/// how often they did, so that no delivery waits for it. What was not told when a process dies is
/// not known.
final class Successes extends Rounds {
  private static final Duration TELL = Duration.ofSeconds(5);

  private final BooleanSupplier ready;
  private final TroubleStore store;
  private final ConcurrentMap<String, Tally> tallies = new ConcurrentHashMap<>();

  private record Tally(long untold, long lastNanos) {}

  /// @param ready says whether the store can be told
  Successes(BooleanSupplier ready, TroubleStore store) {
    super("The successes of targets are not told");
    this.ready = ready;
    this.store = store;
  }

  /// The target did what was asked.
  void count(String targetId) {
    tallies.merge(
        targetId,
        new Tally(1, System.nanoTime()),
        (known, more) ->
            new Tally(
                known.untold() + more.untold(), Math.max(known.lastNanos(), more.lastNanos())));
  }

  /// How long ago the target last did what was asked; null where it has not yet.
  @Nullable Duration ago(String targetId) {
    Tally tally = tallies.get(targetId);
    return tally == null ? null : Duration.ofNanos(System.nanoTime() - tally.lastNanos());
  }

  /// Takes what nobody was told yet.
  long take(String targetId) {
    // Of those who ask in the same moment one gets them.
    for (Tally it = tallies.get(targetId); it != null; it = tallies.get(targetId)) {
      if (tallies.replace(targetId, it, new Tally(0, it.lastNanos()))) {
        return it.untold();
      }
    }
    return 0;
  }

  /// Gives back what was taken and could not be told.
  void giveBack(String targetId, long times) {
    tallies.computeIfPresent(
        targetId, (_, known) -> new Tally(known.untold() + times, known.lastNanos()));
  }

  @Override
  protected Flux<?> rounds() {
    return every(TELL, this::tell);
  }

  /// Tells what is new; empty where nothing is.
  Mono<Boolean> tell() {
    if (!ready.getAsBoolean()) {
      return Mono.empty();
    }
    List<Succeeded> news =
        tallies.keySet().stream().map(this::news).filter(it -> it.times() > 0).toList();
    if (news.isEmpty()) {
      return Mono.empty();
    }
    Mono<Boolean> told =
        store
            .succeeded(news)
            .doOnError(_ -> news.forEach(it -> giveBack(it.targetId(), it.times())))
            .thenReturn(true);
    return attempt("tell", "What targets did lately could not be told", told);
  }

  private Succeeded news(String targetId) {
    Duration ago = ago(targetId);
    return new Succeeded(targetId, take(targetId), ago == null ? Duration.ZERO : ago);
  }
}
