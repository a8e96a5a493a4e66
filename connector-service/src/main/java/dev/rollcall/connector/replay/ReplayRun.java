package dev.rollcall.connector.replay;

import dev.rollcall.connector.delivery.Doorbell;
import dev.rollcall.connector.intake.core.Fold;
import dev.rollcall.connector.replay.ReplayQueue.Due;
import dev.rollcall.connector.replay.ReplayQueue.Slice;
import dev.rollcall.connector.replay.core.Pace;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Moves replays on, a page at a time, each at its own rate.
final class ReplayRun implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ReplayRun.class);
  private static final Duration TICK = Duration.ofMillis(100);
  private static final int RECORDS_A_PAGE = 500;

  private final ReplayQueue queue;
  private final DecisionsLog decisions;
  private final Doorbell doorbell;
  private final AtomicBoolean troubled = new AtomicBoolean();
  private final Set<String> failing = ConcurrentHashMap.newKeySet();
  private @Nullable Disposable run;

  ReplayRun(ReplayQueue queue, DecisionsLog decisions, Doorbell doorbell) {
    this.queue = queue;
    this.decisions = decisions;
    this.doorbell = doorbell;
  }

  @Override
  public void start() {
    run =
        Flux.interval(TICK)
            .onBackpressureDrop()
            .concatMap(_ -> round(), 1)
            .subscribe(_ -> {}, e -> log.error("Replays have stopped: this is a bug", e));
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

  private Mono<Void> round() {
    return queue
        .due()
        .concatMap(this::attempt)
        .reduce(false, Boolean::logicalOr)
        .doOnNext(moved -> {
          troubled.set(false);
          if (moved) {
            doorbell.ring();
          }
        })
        .onErrorResume(e -> {
          if (troubled.compareAndSet(false, true)) {
            log.warn("Replays cannot go on for now", e);
          }
          return Mono.empty();
        })
        .then();
  }

  /// A replay that cannot go on keeps no other from it. Trouble is told once, until it is over.
  private Mono<Boolean> attempt(Due replay) {
    return Mono.defer(() -> page(replay))
        .doOnSuccess(_ -> failing.remove(replay.replayId()))
        .onErrorResume(e -> {
          if (failing.add(replay.replayId())) {
            log.warn(
                "Target {}: replay {} cannot go on for now",
                replay.targetId(),
                replay.replayId(),
                e);
          }
          return Mono.just(false);
        });
  }

  private Mono<Boolean> page(Due replay) {
    Slice slice = replay.log();
    if (slice == null) {
      return queue.raise(replay);
    }
    int max = Math.min(RECORDS_A_PAGE, Pace.of(replay.perSecond()).size());
    return decisions
        .read(replay.tenant(), slice, max)
        .flatMap(read -> queue.repeat(replay, Fold.of(read.decisions()).events(), read.next()));
  }
}
