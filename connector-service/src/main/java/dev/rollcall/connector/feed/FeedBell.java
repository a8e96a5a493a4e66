package dev.rollcall.connector.feed;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.rounds.Rounds;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/// Wakes those who wait for entries. What is appended here rings at once; what others append is
/// seen by one look of this instance for all who wait, and by none while nobody does. Nobody who
/// waits holds a connection.
public final class FeedBell extends Rounds {
  private final FeedReader reader;
  private final Limits.Feed limits;
  private final Map<String, Set<Waiter>> waiters = new ConcurrentHashMap<>();

  private record Waiter(long position, MonoSink<Boolean> sink) {}

  FeedBell(FeedReader reader, Limits.Feed limits) {
    super("Nobody is woken by entries of others");
    this.reader = reader;
    this.limits = limits;
  }

  /// Returns true as soon as a feed has an entry behind a position, and false where the service
  /// stops before.
  Mono<Boolean> beyond(String lane, long position) {
    return Mono.create(sink -> {
      var waiter = new Waiter(position, sink);
      waiters.compute(
          lane,
          (_, known) -> {
            Set<Waiter> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            all.add(waiter);
            return all;
          });
      sink.onDispose(() -> leave(lane, waiter));
      if (!isRunning()) {
        sink.success(false);
      }
    });
  }

  /// Says how far a feed is.
  public void rang(String lane, long head) {
    for (Waiter waiter : waiters.getOrDefault(lane, Set.of())) {
      if (waiter.position() < head) {
        waiter.sink().success(true);
      }
    }
  }

  @Override
  protected Flux<?> rounds() {
    return every(limits.look(), () -> attempt("", "Feeds are not looked at for now", look()));
  }

  private Mono<Void> look() {
    Set<String> lanes = Set.copyOf(waiters.keySet());
    return lanes.isEmpty()
        ? Mono.empty()
        : reader.heads(lanes).doOnNext(heads -> heads.forEach(this::rang)).then();
  }

  /// Before the web server waits for those who wait.
  @Override
  public void stop() {
    super.stop();
    for (Set<Waiter> all : waiters.values()) {
      all.forEach(waiter -> waiter.sink().success(false));
    }
  }

  private void leave(String lane, Waiter waiter) {
    waiters.computeIfPresent(
        lane,
        (_, all) -> {
          all.remove(waiter);
          return all.isEmpty() ? null : all;
        });
  }
}
