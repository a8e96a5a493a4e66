package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.LearnedRate;
import dev.rollcall.schemas.event.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Port to the rates of targets, which all instances of the connector share.
public interface LaneRates {
  /// The class that counts every call, for what 429s have taught.
  String EVERY_CALL = "*";

  /// A rate class as calls are given out by it.
  ///
  /// @param everyMillis the time from one call to the next
  /// @param atOnce how many calls may follow each other at once after a pause
  record Share(String name, double everyMillis, int atOnce) {}

  /// What is wanted.
  ///
  /// @param shares the classes that count each of the calls
  /// @param calls how many calls
  /// @param horizon how far ahead calls are given out
  record Wanted(List<Share> shares, int calls, Duration horizon) {
    public Wanted {
      shares = List.copyOf(shares);
    }
  }

  /// The times at which calls may be made, for each class that counts them.
  ///
  /// @param granted how many calls were given out
  record Slots(int granted, List<Series> series) {
    public Slots {
      series = List.copyOf(series);
    }

    /// When the call of this index may be made, from now on.
    public Duration at(int index) {
      double latest = 0;
      for (Series each : series) {
        latest = Math.max(latest, each.firstInMillis() + index * each.everyMillis());
      }
      return Duration.ofMillis((long) Math.ceil(latest));
    }
  }

  /// Times at equal distances.
  record Series(double firstInMillis, double everyMillis) {}

  /// A rate that was learned.
  ///
  /// @param taughtAt tells one lesson from another
  /// @param age how long ago that is, by the clock of the store
  record Taught(LearnedRate rate, Instant taughtAt, Duration age) {}

  /// Members of a group that are about to be changed.
  ///
  /// @param name of the class that counts them
  /// @param members how many, at most `permits`
  /// @param permits how many may be changed in each `window`
  record Change(String name, ResourceId group, int members, int permits, Duration window) {}

  /// Counts members that are about to be changed, where there is room for them.
  ///
  /// @return how long it is until there is; zero where there is now, and they are counted
  Mono<Duration> change(LaneRef lane, Change change);

  /// Makes the classes known.
  Mono<Void> open(LaneRef lane, List<String> classes);

  /// Gives out the next calls of some classes, in one statement.
  Mono<Slots> take(LaneRef lane, Wanted wanted);

  /// For how long a target wants no call at all.
  ///
  /// @param left zero where it takes them
  /// @param liftedAt when a person last lifted a pause, or null; tells one time from another
  record Pause(Duration left, @Nullable Instant liftedAt) {}

  /// Returns the pause that a target wants, as any instance has heard.
  Mono<Pause> pause(LaneRef lane);

  /// Stores for how long a target wants no call at all, and what it said.
  Mono<Void> pause(LaneRef lane, Duration wait, Failure failure);

  /// Returns what 429s have taught, or nothing.
  Mono<Taught> taught(LaneRef lane);

  /// Stores a lesson, unless another instance has stored one since the last that was known here.
  ///
  /// @param known when the last lesson was that is known here, or null
  Mono<Void> teach(LaneRef lane, @Nullable Instant known, LearnedRate rate);
}
