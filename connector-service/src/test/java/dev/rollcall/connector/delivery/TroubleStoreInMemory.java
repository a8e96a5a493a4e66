package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Pauses;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The port without PostgreSQL.
final class TroubleStoreInMemory implements TroubleStore {
  private final Map<String, Pauses.Seen> lanes = new HashMap<>();
  private final Map<String, Long> reads = new HashMap<>();
  private final Map<String, Kept> kept = new HashMap<>();
  private boolean refuses;

  private record Kept(Instant run, Pauses pauses) {}

  @Override
  public Mono<Void> succeeded(List<Succeeded> news) {
    return Mono.fromRunnable(() -> news.forEach(it -> add(it.targetId(), it.times(), 0)));
  }

  @Override
  public Mono<Noted> paused(Pauser pauser, long news) {
    return Mono.fromSupplier(() -> noted(pauser, add(pauser.lane().targetId(), news, 1)));
  }

  @Override
  public Mono<Noted> pausedByRead(Pauser pauser, long news) {
    return Mono.fromSupplier(() -> {
      Pauses.Seen seen = add(pauser.lane().targetId(), 0, 1);
      long read = reads.merge(pauser.lane().targetId(), news, Long::sum);
      return noted(pauser, new Pauses.Seen(seen.successes() + read, seen.pauses()));
    });
  }

  private Noted noted(Pauser pauser, Pauses.Seen seen) {
    Kept known = kept.get(key(pauser));
    @Nullable Pauses before =
        known != null && known.run().equals(pauser.run()) ? known.pauses() : null;
    return new Noted(before, seen);
  }

  @Override
  public Mono<Void> remember(Pauser pauser, Pauses pauses) {
    return Mono.fromRunnable(() -> {
      if (refuses) {
        refuses = false;
        throw new IllegalStateException("A moment of trouble");
      }
      kept.put(key(pauser), new Kept(pauser.run(), pauses));
    });
  }

  /// What is to be remembered next is not, at the first try.
  void refuseOnce() {
    refuses = true;
  }

  /// How often whoever made a target ask for a pause.
  long pauses(LaneRef lane) {
    return add(lane.targetId(), 0, 0).pauses();
  }

  @Override
  public Mono<Void> forget(Pauser pauser) {
    return Mono.fromRunnable(() -> kept.remove(key(pauser)));
  }

  private static String key(Pauser pauser) {
    return pauser.lane().targetId() + "/" + pauser.resource().id().value();
  }

  private Pauses.Seen add(String target, long successes, long pauses) {
    return lanes.merge(
        target,
        new Pauses.Seen(successes, pauses),
        (known, more) ->
            new Pauses.Seen(known.successes() + more.successes(), known.pauses() + more.pauses()));
  }
}
