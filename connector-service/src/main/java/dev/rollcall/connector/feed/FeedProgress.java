package dev.rollcall.connector.feed;

import dev.rollcall.connector.feed.core.Extent;
import dev.rollcall.connector.operations.Consumers;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Port to how far consumers are.
public interface FeedProgress extends Consumers {

  /// Acknowledges entries up to a position. Whoever left by them is out from now on.
  ///
  /// @return how far the feed is then; another one may have acknowledged more
  Mono<Extent> acknowledge(String lane, long position);

  /// Sets what is acknowledged, back or onward; empty where that is kept no more.
  Mono<Extent> seek(String lane, long position);

  /// Notes whoever left and is out by an entry that was acknowledged.
  Mono<Void> leavers();

  /// Takes away a batch of each feed that holds what need not be kept.
  ///
  /// @return how many feeds lost entries by it
  Mono<Long> prune(int batch);

  /// Returns how far the feeds of targets are that have a lane.
  Flux<Lag> lags();

  /// Returns how far one is; empty where the tenant has no such lane with a feed.
  Mono<Lag> lag(String tenant, String lane);

  /// How far a feed is.
  ///
  /// @param oldestAt when the oldest entry was told that is not acknowledged, or null
  /// @param acknowledgedAt when something was acknowledged last, or null
  record Lag(
      String lane, Extent extent, @Nullable Instant oldestAt, @Nullable Instant acknowledgedAt) {
    /// How long the oldest entry has not been acknowledged.
    Duration age(Instant now) {
      return oldestAt == null || oldestAt.isAfter(now)
          ? Duration.ZERO
          : Duration.between(oldestAt, now);
    }
  }
}
