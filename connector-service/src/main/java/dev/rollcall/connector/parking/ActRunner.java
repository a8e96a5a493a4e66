package dev.rollcall.connector.parking;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.database.Database;
import dev.rollcall.connector.delivery.Doorbell;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Carries out acts on dead letters, a page at a time, and wakes those who deliver after each.
final class ActRunner implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ActRunner.class);
  private static final Duration FORGET = Duration.ofHours(1);

  private final Database database;
  private final Acts acts;
  private final Doorbell doorbell;
  private final Duration look;
  private final AtomicBoolean troubled = new AtomicBoolean();
  private volatile @Nullable Disposable run;

  ActRunner(Database database, Acts acts, Doorbell doorbell, Limits limits) {
    this.database = database;
    this.acts = acts;
    this.doorbell = doorbell;
    this.look = limits.acts().look();
  }

  @Override
  public void start() {
    Flux<Boolean> steps =
        Flux.interval(look).onBackpressureDrop().concatMap(_ -> guarded(all()), 1);
    Flux<Boolean> forgetting =
        Flux.interval(FORGET)
            .onBackpressureDrop()
            .concatMap(_ -> guarded(acts.forget().thenReturn(true)), 1);
    run =
        Flux.merge(steps, forgetting)
            .subscribe(_ -> {}, e -> log.error("Acts are not carried out: this is a bug", e));
  }

  @Override
  public void stop() {
    Disposable running = run;
    run = null;
    if (running != null) {
      running.dispose();
    }
  }

  @Override
  public boolean isRunning() {
    return run != null;
  }

  /// One step after the other until nothing is due.
  private Mono<Boolean> all() {
    return Mono.defer(acts::advance)
        .doOnNext(worked -> {
          troubled.set(false);
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
        ? work.onErrorResume(e -> {
          if (troubled.compareAndSet(false, true)) {
            log.warn("Acts on dead letters wait", e);
          }
          return Mono.empty();
        })
        : Mono.empty();
  }
}
