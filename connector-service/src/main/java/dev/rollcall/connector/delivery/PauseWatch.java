package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Failure;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// The pauses that the target of one lane wants: what this process heard of them, and what
/// PostgreSQL knows for all instances.
final class PauseWatch {
  private static final Logger log = LoggerFactory.getLogger(PauseWatch.class);

  private final LaneRef lane;
  private final LaneRates rates;
  private final Consumer<Duration> changed;
  private final Standstill standstill = new Standstill();

  /// @param changed gets how long the target wants no call, whenever that is another time
  PauseWatch(LaneRef lane, LaneRates rates, Consumer<Duration> changed) {
    this.lane = lane;
    this.rates = rates;
    this.changed = changed;
  }

  /// How long the target wants no call; not positive where it takes them.
  Duration left() {
    return standstill.left();
  }

  /// Says whether PostgreSQL is worth asking although nobody wants to call.
  boolean mustLook() {
    return standstill.mustLook();
  }

  /// Notes for how long the target wants no call; zero where it takes them.
  void heard(Duration wait) {
    if (standstill.heard(wait)) {
      changed.accept(wait);
    }
  }

  /// Asks PostgreSQL, and believes what was known where it does not answer.
  Mono<Void> look() {
    return asked().onErrorResume(this::unheard);
  }

  /// Looks once more for a pause that was there a moment ago: a person may have lifted it since.
  /// Where nobody can say that, it holds.
  Mono<Void> confirm(Duration pause) {
    return pause.isPositive()
        ? asked()
            .onErrorResume(e -> {
              heard(pause);
              return unheard(e);
            })
        : Mono.empty();
  }

  /// Stores a pause, so that the other instances hear of it.
  ///
  /// @param failure that told of it
  Mono<Void> store(Duration pause, Failure failure) {
    return rates.pause(lane, pause, failure).onErrorResume(this::unheard);
  }

  private Mono<Void> asked() {
    return rates.pause(lane).doOnNext(this::told).then();
  }

  private void told(LaneRates.Pause pause) {
    if (standstill.told(pause)) {
      changed.accept(pause.left());
    }
  }

  private Mono<Void> unheard(Throwable e) {
    log.debug("Lane {} cannot tell or ask of pauses for now", lane.targetId(), e);
    return Mono.empty();
  }
}
