package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.TroubleStore.Noted;
import dev.rollcall.connector.delivery.TroubleStore.Pauser;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.Judgement;
import dev.rollcall.connector.delivery.core.Judgement.Past;
import dev.rollcall.connector.delivery.core.Pauses;
import dev.rollcall.connector.delivery.core.Verdict;
import dev.rollcall.connector.delivery.core.Verdict.TargetPaused;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;

/// Tells a resource that makes its target ask for pauses, while others go through, from a target in
/// trouble. All instances count together.
final class LonePauses {
  /// There are no runs of reads: the next one that is answered ends it.
  private static final Instant ONE_RUN = Instant.EPOCH;

  private final TroubleStore store;
  private final Successes successes;
  private final ConcurrentMap<String, AtomicLong> reads = new ConcurrentHashMap<>();

  LonePauses(TroubleStore store, Successes successes) {
    this.store = store;
    this.successes = successes;
  }

  /// Returns what a verdict on a resource comes to. A 429 is about how much we do, whoever's turn
  /// it is.
  Mono<Verdict> judged(Pauser pauser, Past past, Verdict verdict) {
    return verdict instanceof TargetPaused pause && pause.reason() == FailureKind.SERVER_ERROR
        ? noted(pauser).flatMap(noted -> judged(pauser, past, pause, noted)).defaultIfEmpty(verdict)
        : Mono.just(verdict);
  }

  /// A read beside the deliveries was answered.
  Mono<Void> read(LaneRef lane, ResourceRef resource) {
    untold(lane).incrementAndGet();
    // What is not forgotten is forgotten by the next read.
    return store.forget(ofRead(lane, resource)).onErrorComplete();
  }

  /// Says whether a read by which the target asked for a pause is the only one that it answers so,
  /// as one bad group is. Nobody parks a read, which is asked for again: it is believed to be the
  /// cause until it is answered.
  Mono<Boolean> isLoneRead(LaneRef lane, ResourceRef resource) {
    Pauser pauser = ofRead(lane, resource);
    return Storing.patiently(
            Mono.defer(() -> {
              long news = untold(lane).getAndSet(0);
              return store.pausedByRead(pauser, news).doOnError(_ -> untold(lane).addAndGet(news));
            }))
        .flatMap(noted -> {
          Pauses now = Pauses.after(noted.before(), noted.seen());
          return Storing.patiently(store.remember(pauser, now))
              .thenReturn(now.beside(noted.seen()).isCause());
        })
        .defaultIfEmpty(false);
  }

  private AtomicLong untold(LaneRef lane) {
    return reads.computeIfAbsent(lane.targetId(), _ -> new AtomicLong());
  }

  private static Pauser ofRead(LaneRef lane, ResourceRef resource) {
    var id = new ResourceId("read:" + resource.type() + ":" + resource.id().value());
    return new Pauser(lane, new ResourceRef(resource.type(), id), ONE_RUN);
  }

  /// Each statement is tried again by itself: a pause that is noted is not noted once more because
  /// what it comes to could not be stored.
  private Mono<Noted> noted(Pauser pauser) {
    return Storing.patiently(
        Mono.defer(() -> {
          String target = pauser.lane().targetId();
          long news = successes.take(target);
          return store.paused(pauser, news).doOnError(_ -> successes.giveBack(target, news));
        }));
  }

  private Mono<Verdict> judged(Pauser pauser, Past past, TargetPaused pause, Noted noted) {
    Pauses now = Pauses.after(noted.before(), noted.seen());
    Verdict comesTo = Judgement.lonely(pause, past, now.beside(noted.seen()));
    Mono<Void> kept =
        comesTo instanceof TargetPaused ? store.remember(pauser, now) : store.forget(pauser);
    return Storing.patiently(kept).thenReturn(comesTo);
  }
}
