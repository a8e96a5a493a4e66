package dev.rollcall.connector.parking;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.Doorbell;
import dev.rollcall.connector.rounds.Rounds;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Carries out acts that were recorded, a page at a time, and wakes those who deliver after each.
final class ActRunner extends Rounds {
  private static final Duration FORGET = Duration.ofHours(1);

  private final Database database;
  private final Acts acts;
  private final Doorbell doorbell;
  private final Duration look;

  ActRunner(Database database, Acts acts, Doorbell doorbell, Limits limits) {
    super("Acts are not carried out");
    this.database = database;
    this.acts = acts;
    this.doorbell = doorbell;
    this.look = limits.acts().look();
  }

  @Override
  protected Flux<?> rounds() {
    return Flux.merge(
        every(look, () -> guarded(all())),
        every(FORGET, () -> guarded(acts.forget().thenReturn(true))));
  }

  /// One step after the other until nothing is due.
  private Mono<Boolean> all() {
    return Mono.defer(acts::advance)
        .doOnNext(worked -> {
          if (worked) {
            doorbell.ring();
          }
        })
        .repeat()
        .takeUntil(worked -> !worked)
        .last();
  }

  private Mono<Boolean> guarded(Mono<Boolean> work) {
    return database.isMigrated()
        ? attempt("", "An act that was recorded waits", work)
        : Mono.empty();
  }
}
