package dev.rollcall.connector.feed;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.feed.FeedProgress.Lag;
import dev.rollcall.connector.operations.core.Spoken;
import dev.rollcall.connector.rounds.Rounds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Looks after feeds: prunes what need not be kept, notes leavers whose end was acknowledged, and
/// says which consumers are late.
final class FeedWatch extends Rounds {
  private static final Logger log = LoggerFactory.getLogger(FeedWatch.class);

  private final Tools tools;
  private final FeedProgress progress;
  private final FeedMeters meters;
  private final Limits.Feed limits;
  private Set<String> late = Set.of();

  /// What it works with besides.
  record Tools(Database database, Clock clock) {}

  FeedWatch(FeedProgress progress, FeedMeters meters, Limits.Feed limits, Tools tools) {
    super("Feeds are not looked after");
    this.tools = tools;
    this.progress = progress;
    this.meters = meters;
    this.limits = limits;
  }

  @Override
  protected Flux<?> rounds() {
    return every(limits.round(), () -> tools.database().isMigrated() ? round() : Mono.empty());
  }

  private Mono<Void> round() {
    return Mono.when(
        attempt("leavers", "Leavers of feeds cannot be noted for now", progress.leavers()),
        attempt("prune", "Feeds cannot be pruned for now", prune()),
        attempt("lags", "Feeds cannot be looked at for now", lags()));
  }

  private Mono<Void> prune() {
    return Mono.defer(() -> progress.prune(limits.pruneBatch()))
        .repeat(limits.pruneBatchesMax() - 1L)
        .takeUntil(feeds -> feeds == 0)
        .then();
  }

  private Mono<Void> lags() {
    return progress.lags().collectList().doOnNext(this::told).then();
  }

  private void told(List<Lag> lags) {
    Instant now = tools.clock().instant();
    meters.lags(lags, now);
    Set<String> nowLate = new HashSet<>();
    for (Lag lag : lags) {
      Duration age = lag.age(now);
      if (age.compareTo(limits.alarm()) > 0) {
        nowLate.add(lag.lane());
        if (!late.contains(lag.lane())) {
          log.warn(
              "The consumer of feed {} has not acknowledged {} entries, the oldest for {}",
              lag.lane(),
              lag.extent().unacknowledged(),
              Spoken.of(age));
        }
      }
    }
    late = nowLate;
  }
}
