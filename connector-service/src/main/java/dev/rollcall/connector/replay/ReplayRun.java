package dev.rollcall.connector.replay;

import dev.rollcall.connector.delivery.Doorbell;
import dev.rollcall.connector.intake.core.Fold;
import dev.rollcall.connector.replay.ReplayQueue.Due;
import dev.rollcall.connector.replay.ReplayQueue.Slice;
import dev.rollcall.connector.replay.ReplayQueue.Work;
import dev.rollcall.connector.replay.core.Pace;
import dev.rollcall.connector.rounds.Rounds;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Moves replays on, a page at a time, each at its own rate.
final class ReplayRun extends Rounds {
  private static final Duration TICK = Duration.ofMillis(100);
  private static final int RECORDS_A_PAGE = 500;

  private final ReplayQueue queue;
  private final DecisionsLog decisions;
  private final Doorbell doorbell;

  ReplayRun(ReplayQueue queue, DecisionsLog decisions, Doorbell doorbell) {
    super("Replays have stopped");
    this.queue = queue;
    this.decisions = decisions;
    this.doorbell = doorbell;
  }

  @Override
  protected Flux<?> rounds() {
    return every(TICK, this::round);
  }

  private Mono<Boolean> round() {
    Mono<Boolean> all =
        queue
            .due()
            .concatMap(this::moveOne)
            .reduce(false, Boolean::logicalOr)
            .doOnNext(moved -> {
              if (moved) {
                doorbell.ring();
              }
            });
    return attempt("", "Replays cannot go on for now", all);
  }

  /// A replay that cannot go on keeps no other from it.
  private Mono<Boolean> moveOne(Due replay) {
    String sentence =
        "Target " + replay.targetId() + ": replay " + replay.replayId() + " cannot go on for now";
    return attempt(replay.replayId(), sentence, Mono.defer(() -> page(replay)));
  }

  private Mono<Boolean> page(Due replay) {
    return switch (replay.work()) {
      case Work.Choose _ -> queue.choose(replay).thenReturn(false);
      case Work.Seek(var time) ->
          decisions
              .offsetAt(replay.tenant(), time)
              .flatMap(offset -> queue.begin(replay, offset))
              .thenReturn(false);
      case Work.Compare _ -> queue.raise(replay);
      case Work.Read(var log) -> read(replay, log);
    };
  }

  private Mono<Boolean> read(Due replay, Slice log) {
    int max = Math.min(RECORDS_A_PAGE, Pace.of(replay.perSecond()).size());
    return decisions
        .read(replay.tenant(), log, max)
        .flatMap(
            read -> queue.repeat(replay, log, Fold.of(read.decisions()).events(), read.next()));
  }
}
