package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.TroubleStore.Noted;
import dev.rollcall.connector.delivery.TroubleStore.Pauser;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.Judgement;
import dev.rollcall.connector.delivery.core.Judgement.Past;
import dev.rollcall.connector.delivery.core.Pauses;
import dev.rollcall.connector.delivery.core.Verdict;
import dev.rollcall.connector.delivery.core.Verdict.TargetPaused;
import reactor.core.publisher.Mono;

/// Tells a resource that makes its target ask for pauses, while others go through, from a target in
/// trouble. All instances count together.
final class LonePauses {
  private final TroubleStore store;
  private final Successes successes;

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
