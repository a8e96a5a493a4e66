package dev.rollcall.connector.delivery;

import dev.rollcall.connector.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;
import reactor.util.retry.Retry;

/// Keeps one lane going: takes due keys whenever it is woken or a tick passes, as many as there are
/// free slots, so that a slow target fills its own slots and nobody else's. Between two ticks it
/// takes none before a part of the slots is free: to take one key costs as much as to take several.
/// Where turns are brief it also takes keys that wait for a slot, which then find none idle.
final class LaneLoop {
  private static final Logger log = LoggerFactory.getLogger(LaneLoop.class);
  private static final Duration TROUBLE_WAIT = Duration.ofMillis(500);
  private static final int LEAST_PART = 4;
  private static final Duration EMIT_WAIT = Duration.ofMillis(50);

  /// A connector that always fails with a bug has its key back no sooner.
  private static final long RELEASE_NANOS_MIN = Duration.ofSeconds(5).toNanos();

  private enum Signal {
    BELL,
    TICK
  }

  private final Lane lane;
  private final Limits.Delivery limits;
  private final LaneStore store;
  private final Pace pace;
  private final Worker worker;
  private final SideReads sideReads;
  private final Sinks.Many<Signal> bell = Sinks.many().multicast().directBestEffort();
  private final AtomicBoolean moreMayBeDue = new AtomicBoolean();
  private final AtomicBoolean troubled = new AtomicBoolean();
  private final Disposable run;
  private final Set<String> atWork = ConcurrentHashMap.newKeySet();
  private final Ahead ahead;
  private volatile boolean released;
  private volatile @Nullable Long releasedNanos;

  /// What a loop works with.
  record Parts(LaneStore store, Pace pace, Worker worker, SideReads sideReads) {}

  /// @param nanos when it was about to be taken
  private record Taken(Claim claim, long nanos) {}

  LaneLoop(Lane lane, Parts parts, Limits.Delivery limits) {
    this.lane = lane;
    this.limits = limits;
    this.store = parts.store();
    this.pace = parts.pace();
    this.worker = parts.worker();
    this.sideReads = parts.sideReads();
    this.ahead = new Ahead(Math.min(lane.inFlightMax(), limits.aheadMax()), limits.briefTurn());
    Flux<Signal> paced =
        pace.run().flatMap(wait -> Mono.delay(wait).thenReturn(Signal.BELL), Integer.MAX_VALUE);
    this.run =
        Flux.merge(
                bell.asFlux(),
                paced,
                Flux.interval(Duration.ZERO, limits.tick()).map(_ -> Signal.TICK))
            .onBackpressureLatest()
            .concatMap(this::claims, 1)
            .flatMap(this::work, lane.inFlightMax())
            .doOnError(this::beginAnew)
            .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, TROUBLE_WAIT))
            .subscribe(
                _ -> {},
                e -> log.error("Lane {} has stopped: this is a bug", lane.ref().targetId(), e));
  }

  /// Whoever was at work is not any more, also those who had not begun.
  private void beginAnew(Throwable e) {
    log.error("Lane {} begins anew: this is a bug", lane.ref().targetId(), e);
    atWork.clear();
    released = false;
  }

  Lane lane() {
    return lane;
  }

  /// Calls beside those of deliveries.
  LaneReads reads() {
    return new LaneReads(lane, pace, sideReads);
  }

  /// Several threads may ring at once. Whoever finds the bell held for too long leaves it to the
  /// next tick: whoever rings has other lanes to tell, and nothing of theirs may fail by this one.
  void ring() {
    try {
      bell.emitNext(Signal.BELL, EmitFailureHandler.busyLooping(EMIT_WAIT));
    } catch (Sinks.EmissionException e) {
      log.debug("The bell of lane {} was held", lane.ref().targetId(), e);
    }
  }

  void stop() {
    run.dispose();
    lane.app().close();
  }

  private Flux<Taken> claims(Signal signal) {
    if (mustRelease()) {
      return release();
    }
    if (pace.isPaused()) {
      return Flux.empty();
    }
    int slots = lane.inFlightMax() - atWork.size();
    int free = slots + (pace.isPaced() ? 0 : ahead.keys());
    if (free <= 0 || (signal == Signal.BELL && free < lane.inFlightMax() / LEAST_PART)) {
      lookAgain();
      return Flux.empty();
    }
    long began = System.nanoTime();
    // All are loaded first: what waits for a slot must not keep a connection.
    return due(signal, free, slots > 0)
        .collectList()
        .flatMapMany(taken -> {
          troubled.set(false);
          if (taken.size() == free) {
            moreMayBeDue.set(true);
          }
          return inTurn(taken, slots, began);
        })
        .doOnComplete(this::lookAgainIfWanted)
        .onErrorResume(this::later);
  }

  private Flux<Claim> due(Signal signal, int limit, boolean mayProbe) {
    boolean usersFirst = lane.profile().accounts().usersFirst();
    Flux<Claim> due = store.claim(lane.ref(), new LaneStore.Taking(limit, pace.held(), usersFirst));
    if (signal == Signal.BELL) {
      return due;
    }
    Flux<Claim> probe = mayProbe ? store.probe(lane.ref()) : Flux.empty();
    // Also while much is due: what a dead worker had may be somebody who leaves.
    return store.reclaim(lane.ref()).thenMany(due.switchIfEmpty(probe));
  }

  /// Gives out keys as slots become free. Those behind the free slots are given back where none is
  /// free in time.
  private Flux<Taken> inTurn(List<Claim> all, int slots, long began) {
    int now = Math.clamp(slots, 0, all.size());
    List<Claim> later = all.subList(now, all.size());
    Set<String> waiting = ConcurrentHashMap.newKeySet();
    later.forEach(claim -> waiting.add(claim.worker()));
    Flux<Claim> inTime =
        Flux.fromIterable(later)
            .takeUntilOther(Flux.merge(Mono.delay(limits.aheadWait()), pace.troubles()))
            .doOnNext(claim -> waiting.remove(claim.worker()));
    return Flux.fromIterable(all.subList(0, now))
        .concatWith(later.isEmpty() ? Flux.empty() : inTime)
        .map(claim -> new Taken(claim, began))
        .concatWith(Flux.defer(() -> giveBack(waiting)));
  }

  private Flux<Taken> giveBack(Set<String> workers) {
    if (workers.isEmpty()) {
      return Flux.empty();
    }
    ahead.stop();
    moreMayBeDue.set(true);
    return store.giveBack(lane.ref(), workers).thenMany(Flux.empty());
  }

  private boolean mustRelease() {
    Long last = releasedNanos;
    return !released && (last == null || System.nanoTime() - last >= RELEASE_NANOS_MIN);
  }

  /// Gives back what was taken in an earlier life, and what was taken in this one by somebody who
  /// could not hear of it or not store what came of it: else it waited until its lease is over.
  private Flux<Taken> release() {
    released = true;
    return store
        .release(lane.ref(), Set.copyOf(atWork))
        .doOnSuccess(_ -> releasedNanos = System.nanoTime())
        .thenMany(Flux.<Taken>empty())
        .doOnComplete(this::ring)
        .onErrorResume(this::later);
  }

  /// The next key that is finished rings; when all are finished already, nobody else would.
  private void lookAgain() {
    moreMayBeDue.set(true);
    lookAgainIfWanted();
  }

  private void lookAgainIfWanted() {
    if (atWork.isEmpty() && moreMayBeDue.getAndSet(false)) {
      ring();
    }
  }

  private Flux<Taken> later(Throwable e) {
    released = false;
    if (troubled.compareAndSet(false, true)) {
      log.warn("Lane {} cannot take keys for now", lane.ref().targetId(), e);
    }
    return Mono.delay(TROUBLE_WAIT).thenMany(Flux.empty());
  }

  private Mono<Boolean> work(Taken taken) {
    Claim claim = taken.claim();
    long began = System.nanoTime();
    atWork.add(claim.worker());
    return worker
        .work(claim, taken.nanos())
        .onErrorResume(e -> {
          // The key is given back and taken again; what was done is found out then.
          log.warn("A key of lane {} was left as it was", lane.ref().targetId(), e);
          atWork.remove(claim.worker());
          released = false;
          return Mono.just(false);
        })
        .doOnNext(woke -> {
          if (woke) {
            moreMayBeDue.set(true);
          }
        })
        .doFinally(_ -> {
          atWork.remove(claim.worker());
          ahead.took(System.nanoTime() - began);
          if (moreMayBeDue.getAndSet(false)) {
            ring();
          }
        });
  }
}
