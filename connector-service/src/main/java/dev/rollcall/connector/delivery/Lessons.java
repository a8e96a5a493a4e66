package dev.rollcall.connector.delivery;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.LaneRates.Share;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.LearnedRate;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Learns from the 429s of one target what rate it takes, together with the other instances.
final class Lessons {
  private static final Logger log = LoggerFactory.getLogger(Lessons.class);
  private static final int AT_ONCE = 256;
  private static final Duration WINDOW_MIN = Duration.ofSeconds(1);

  private final LaneRef lane;
  private final LaneRates rates;
  private final Limits.Pacing limits;
  private final RecentCalls accepted = new RecentCalls();
  private final RecentCalls refused = new RecentCalls();
  private final Sinks.Many<Lesson> lessons =
      Sinks.many().multicast().onBackpressureBuffer(AT_ONCE, false);
  private volatile @Nullable Known known;
  private volatile Duration paused = Duration.ZERO;
  private volatile long heededNanos = System.nanoTime();

  private record Lesson(long startedNanos, Duration window) {}

  private record Known(LaneRates.Taught taught, long taughtNanos) {
    Duration age(long nanos) {
      return Duration.ofNanos(Math.max(nanos - taughtNanos, 0));
    }
  }

  Lessons(LaneRef lane, LaneRates rates, Limits.Pacing limits) {
    this.lane = lane;
    this.rates = rates;
    this.limits = limits;
  }

  /// Learns, and looks what others have learned, for as long as somebody listens.
  Mono<Void> run() {
    Flux<Void> learning =
        lessons
            .asFlux()
            .concatMap(lesson ->
                Mono.delay(limits.settle())
                    .then(Mono.defer(() -> learn(lesson)))
                    .onErrorResume(this::later));
    Flux<Void> looking =
        Flux.interval(Duration.ZERO, limits.look()).onBackpressureDrop().concatMap(_ -> look(), 1);
    return Flux.merge(learning, looking).then();
  }

  /// The rate that holds now, if any was learned.
  List<Share> share() {
    Known lesson = known;
    if (lesson == null) {
      return List.of();
    }
    Duration age = lesson.age(System.nanoTime());
    LearnedRate rate = lesson.taught().rate();
    return rate.isOver(age)
        ? List.of()
        : List.of(new Share(LaneRates.EVERY_CALL, 1000 / rate.perSecond(age), 1));
  }

  /// Notes how a call was answered.
  void answered(long startedNanos, Answer answer) {
    long now = System.nanoTime();
    if (!(answer instanceof Answer.Failed(var failure))) {
      accepted.count(now);
    } else if (failure.kind() == FailureKind.THROTTLED) {
      refused.count(now);
      throttled(startedNanos, failure);
    } else if (failure.status() != null) {
      accepted.count(now);
    }
  }

  private void throttled(long startedNanos, Failure failure) {
    Duration wait = failure.retryAfter();
    Duration window = wait == null ? WINDOW_MIN : Pace.longer(wait, WINDOW_MIN);
    // Where several come at the same moment one is enough.
    lessons.tryEmitNext(new Lesson(startedNanos, shorter(window, RecentCalls.WITHIN_MAX)));
  }

  /// Several calls that were under way when the first 429 came teach nothing more.
  private Mono<Void> learn(Lesson lesson) {
    Known before = known;
    if (lesson.startedNanos() - heededNanos < 0
        || (before != null && lesson.startedNanos() - before.taughtNanos() < 0)) {
      return Mono.empty();
    }
    long now = System.nanoTime();
    heededNanos = now;
    Duration age = before == null ? Duration.ZERO : before.age(now);
    Duration window = before == null ? lesson.window() : shorter(age, RecentCalls.WITHIN_MAX);
    Duration counted = window.plus(limits.settle());
    int took = accepted.within(counted, now);
    var seen =
        new LearnedRate.Seen(
            took, took + refused.within(counted, now), window, shorter(paused, window));
    LearnedRate held = before == null ? null : before.taught().rate();
    LearnedRate next = LearnedRate.taught(held, age, seen);
    if (next.equals(held)) {
      paused = paused.plus(lesson.window());
      return Mono.empty();
    }
    return rates
        .teach(lane, before == null ? null : before.taught().taughtAt(), next)
        .then(look())
        .doOnSuccess(_ -> paused = lesson.window());
  }

  private Mono<Void> look() {
    return rates.taught(lane).doOnNext(this::know).then().onErrorResume(this::later);
  }

  private void know(LaneRates.Taught taught) {
    Known before = known;
    if (before != null && !before.taught().taughtAt().equals(taught.taughtAt())) {
      paused = Duration.ZERO;
    }
    known = new Known(taught, System.nanoTime() - taught.age().toNanos());
  }

  /// The next lesson, or the next look, finds the store again.
  private Mono<Void> later(Throwable e) {
    log.debug("Lane {} cannot keep its rate for now", lane.targetId(), e);
    return Mono.empty();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
