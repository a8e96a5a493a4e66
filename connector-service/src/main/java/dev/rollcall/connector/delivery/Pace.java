package dev.rollcall.connector.delivery;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.LaneRates.Share;
import dev.rollcall.connector.delivery.LaneRates.Slots;
import dev.rollcall.connector.delivery.LaneRates.Wanted;
import dev.rollcall.connector.delivery.core.Action.Call;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.LearnedRate;
import dev.rollcall.schemas.event.ResourceRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;

/// Keeps the calls of one lane within the rates that its target takes: those that its profile
/// names, and what its 429s have taught. A lane without either asks nobody. The calls of one moment
/// get their times by one statement, and each waits for its own.
final class Pace {
  private static final Logger log = LoggerFactory.getLogger(Pace.class);
  private static final Duration EMIT_WAIT = Duration.ofMillis(50);
  private static final Duration LESSON_WINDOW_MIN = Duration.ofSeconds(1);
  private static final Permit GO = new Permit.Go();

  private final Lane lane;
  private final LaneRates rates;
  private final Limits.Pacing limits;
  private final Accepted accepted = new Accepted();
  private final Map<String, Long> heldUntil = new ConcurrentHashMap<>();
  private final Queue<Ask> asks = new ConcurrentLinkedQueue<>();
  private final Sinks.Many<Boolean> asked = Sinks.many().multicast().directBestEffort();
  private final Sinks.Many<Lesson> lessons = Sinks.many().unicast().onBackpressureBuffer();
  private final Sinks.Many<Duration> holds = Sinks.many().multicast().directBestEffort();
  private volatile @Nullable Known known;
  private volatile long pausedUntil;
  private volatile boolean opened;

  private record Ask(String resourceType, List<Share> shares, MonoSink<Granted> sink) {}

  private sealed interface Granted {
    record At(Duration delay) implements Granted {}

    record Not(Duration pause) implements Granted {}
  }

  private record Lesson(long startedNanos, Duration window) {}

  private record Known(LaneRates.Taught taught, long taughtNanos) {
    Duration age(long nanos) {
      return Duration.ofNanos(Math.max(nanos - taughtNanos, 0));
    }
  }

  Pace(Lane lane, LaneRates rates, Limits.Pacing limits) {
    this.lane = lane;
    this.rates = rates;
    this.limits = limits;
    this.pausedUntil = System.nanoTime();
  }

  /// Serves those who ask, for as long as somebody listens; tells after which time a look for keys
  /// is worth while again.
  Flux<Duration> run() {
    Flux<Duration> serving =
        asked
            .asFlux()
            .onBackpressureLatest()
            .concatMap(_ -> Mono.delay(limits.gather()).then(serveAll()), 1)
            .thenMany(Flux.empty());
    Flux<Duration> learning =
        lessons
            .asFlux()
            .concatMap(lesson -> Mono.delay(limits.settle()).then(learn(lesson)))
            .thenMany(Flux.empty());
    Flux<Duration> looking =
        Flux.interval(Duration.ZERO, limits.look())
            .onBackpressureDrop()
            .concatMap(_ -> look(), 1)
            .thenMany(Flux.empty());
    return Flux.merge(serving, learning, looking, holds.asFlux());
  }

  /// Says whether the target wants no call at all for now.
  boolean isPaused() {
    return pausedUntil - System.nanoTime() > 0;
  }

  /// The types of resources for which no call is free for now.
  Set<String> held() {
    long now = System.nanoTime();
    heldUntil.values().removeIf(until -> until - now <= 0);
    return Set.copyOf(heldUntil.keySet());
  }

  /// Waits until a call may be made, if that is soon.
  Mono<Permit> permit(ResourceRef resource, Call call) {
    List<Share> shares = shares(resource, call);
    Mono<Permit> permit =
        shares.isEmpty() ? Mono.just(GO) : ask(resource, shares).flatMap(Pace::inTime);
    return permit.map(granted -> {
      Duration left = Duration.ofNanos(pausedUntil - System.nanoTime());
      return left.isPositive() ? new Permit.Later(longer(left, limits.gather())) : granted;
    });
  }

  /// Notes for how long the target wants no call at all; zero where it takes them.
  void heard(Duration wait) {
    long until = System.nanoTime() + wait.toNanos();
    if (wait.isPositive() && until - pausedUntil > 0) {
      pausedUntil = until;
      lookAgain(wait);
    }
  }

  /// Notes how a call was answered.
  void answered(long startedNanos, Answer answer) {
    long now = System.nanoTime();
    if (!(answer instanceof Answer.Failed(var failure))) {
      accepted.count(now);
    } else if (failure.kind() == FailureKind.THROTTLED) {
      throttled(startedNanos, failure);
    } else if (failure.status() != null) {
      accepted.count(now);
    }
  }

  private void throttled(long startedNanos, Failure failure) {
    Duration wait = failure.retryAfter();
    Duration window = wait == null ? LESSON_WINDOW_MIN : longer(wait, LESSON_WINDOW_MIN);
    lessons.emitNext(
        new Lesson(startedNanos, shorter(window, Accepted.WITHIN_MAX)),
        EmitFailureHandler.busyLooping(EMIT_WAIT));
    if (wait != null && wait.compareTo(limits.pauseMax()) <= 0) {
      heard(wait);
    }
  }

  private Mono<Granted> ask(ResourceRef resource, List<Share> shares) {
    return Mono.create(sink -> {
      // First into the queue, so that whoever is told finds it there.
      asks.add(new Ask(resource.type(), shares, sink));
      asked.emitNext(true, EmitFailureHandler.busyLooping(EMIT_WAIT));
    });
  }

  private static Mono<Permit> inTime(Granted granted) {
    return switch (granted) {
      case Granted.At(var wait) -> wait.isZero() ? Mono.just(GO) : Mono.delay(wait).thenReturn(GO);
      case Granted.Not(var wait) -> Mono.just(new Permit.Later(wait));
    };
  }

  private List<Share> shares(ResourceRef resource, Call call) {
    var shares = new ArrayList<Share>();
    for (var each : lane.profile().rates()) {
      if (each.counts(resource, call)) {
        shares.add(new Share(each.name(), each.everyMillis(), each.atOnce()));
      }
    }
    Known lesson = known;
    if (lesson != null) {
      Duration age = lesson.age(System.nanoTime());
      LearnedRate rate = lesson.taught().rate();
      if (!rate.isOver(age)) {
        shares.add(new Share(LaneRates.EVERY_CALL, 1000 / rate.perSecond(age), 1));
      }
    }
    return shares;
  }

  private Mono<Void> serveAll() {
    return Mono.defer(() -> serve(gathered())).repeat(() -> !asks.isEmpty()).then();
  }

  private List<Ask> gathered() {
    var batch = new ArrayList<Ask>();
    Ask next = asks.poll();
    while (next != null) {
      batch.add(next);
      next = batch.size() < limits.callsAtOnce() ? asks.poll() : null;
    }
    return batch;
  }

  private Mono<Void> serve(List<Ask> batch) {
    Map<Set<String>, List<Ask>> alike =
        batch.stream()
            .collect(
                Collectors.groupingBy(
                    ask -> ask.shares().stream().map(Share::name).collect(Collectors.toSet())));
    return opened()
        .thenMany(Flux.fromIterable(alike.values()))
        .concatMap(this::give)
        .onErrorResume(e -> {
          log.warn("Lane {} cannot ask for its rate for now", lane.ref().targetId(), e);
          batch.forEach(ask -> ask.sink().success(new Granted.Not(limits.trouble())));
          return Mono.empty();
        })
        .then();
  }

  private Mono<Void> opened() {
    if (opened) {
      return Mono.empty();
    }
    var names = new ArrayList<String>(List.of(LaneRates.EVERY_CALL));
    lane.profile().rates().forEach(each -> names.add(each.name()));
    return rates.open(lane.ref(), names).doOnSuccess(_ -> opened = true);
  }

  private Mono<Slots> give(List<Ask> alike) {
    List<Share> shares = alike.getLast().shares();
    return rates
        .take(lane.ref(), new Wanted(shares, alike.size(), limits.horizon()))
        .doOnNext(slots -> deal(alike, slots));
  }

  private void deal(List<Ask> alike, Slots slots) {
    for (int index = 0; index < alike.size(); index++) {
      Ask ask = alike.get(index);
      if (index < slots.granted()) {
        ask.sink().success(new Granted.At(slots.at(index)));
      } else {
        Duration wait =
            longer(
                slots.at(slots.granted()).minus(limits.horizon().multipliedBy(3).dividedBy(4)),
                limits.gather());
        heldUntil.put(ask.resourceType(), System.nanoTime() + wait.toNanos());
        lookAgain(wait);
        ask.sink().success(new Granted.Not(wait));
      }
    }
  }

  private void lookAgain(Duration wait) {
    holds.emitNext(wait, EmitFailureHandler.busyLooping(EMIT_WAIT));
  }

  /// Several calls that were under way when the first 429 came teach nothing more.
  private Mono<Void> learn(Lesson lesson) {
    Known before = known;
    if (before != null && lesson.startedNanos() - before.taughtNanos() < 0) {
      return Mono.empty();
    }
    long now = System.nanoTime();
    Duration age = before == null ? Duration.ZERO : before.age(now);
    Duration window = before == null ? lesson.window() : shorter(age, Accepted.WITHIN_MAX);
    int took = accepted.within(window.plus(limits.settle()), now);
    LearnedRate next =
        LearnedRate.taught(
            before == null ? null : before.taught().rate(),
            age,
            new LearnedRate.Seen(took, window));
    return rates
        .teach(lane.ref(), before == null ? null : before.taught().taughtAt(), next)
        .then(look());
  }

  private Mono<Void> look() {
    return rates
        .taught(lane.ref())
        .doOnNext(taught -> known = new Known(taught, System.nanoTime() - taught.age().toNanos()))
        .then()
        .onErrorResume(e -> {
          log.debug("Lane {} cannot look at its rate for now", lane.ref().targetId(), e);
          return Mono.empty();
        });
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
