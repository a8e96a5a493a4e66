package dev.rollcall.connector.delivery;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.LaneRates.Share;
import dev.rollcall.connector.delivery.LaneRates.Slots;
import dev.rollcall.connector.delivery.LaneRates.Wanted;
import dev.rollcall.connector.delivery.core.Action.Call;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.RateClass;
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
  private static final Permit GO = new Permit.Go();

  private final Lane lane;
  private final LaneRates rates;
  private final Limits.Pacing limits;
  private final Lessons lessons;
  private final Quotas quotas;
  private final Map<String, Long> heldUntil = new ConcurrentHashMap<>();
  private final Queue<Ask> asks = new ConcurrentLinkedQueue<>();
  private final Sinks.Many<Boolean> asked = Sinks.many().multicast().directBestEffort();
  private final Sinks.Many<Duration> holds = Sinks.many().multicast().directBestEffort();
  private final Sinks.Many<Boolean> troubles = Sinks.many().multicast().directBestEffort();
  private final PauseWatch pauses;
  private volatile boolean opened;

  private record Ask(String resourceType, List<Share> shares, MonoSink<Granted> sink) {}

  private sealed interface Granted {
    record At(Duration delay) implements Granted {}

    record Not(Duration pause) implements Granted {}
  }

  Pace(Lane lane, LaneRates rates, Limits.Pacing limits) {
    this.lane = lane;
    this.rates = rates;
    this.limits = limits;
    this.lessons = new Lessons(lane.ref(), rates, limits);
    this.quotas = new Quotas(lane, rates, limits);
    this.pauses = new PauseWatch(lane.ref(), rates, this::lookAgain);
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
    Flux<Duration> looking =
        Flux.interval(Duration.ZERO, limits.look())
            .onBackpressureDrop()
            .filter(_ -> pauses.mustLook())
            .concatMap(_ -> pauses.look(), 1)
            .thenMany(Flux.empty());
    return Flux.merge(serving, lessons.run().thenMany(Flux.empty()), holds.asFlux(), looking);
  }

  /// Says whether the target wants no call at all for now.
  boolean isPaused() {
    return pauses.left().isPositive();
  }

  /// Tells of each answer after which the target should be left alone until it is known what it is
  /// about.
  Flux<Boolean> troubles() {
    return troubles.asFlux();
  }

  /// Says whether calls wait for their times: turns are long then, however fast the target is.
  boolean isPaced() {
    return lane.profile().rates().stream().anyMatch(RateClass::isOfCalls)
        || !lessons.share().isEmpty();
  }

  /// How long it is trusted what PostgreSQL last said.
  Duration heed() {
    return limits.heed();
  }

  /// Asks PostgreSQL whether the target takes a call now.
  Mono<Boolean> isFree() {
    return pauses.look().then(Mono.fromSupplier(() -> !isPaused()));
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
    return permit
        .flatMap(granted ->
            granted instanceof Permit.Go ? quotas.room(resource, call) : Mono.just(granted))
        .map(granted -> {
          Duration left = pauses.left();
          return left.isPositive() ? new Permit.Later(longer(left, limits.gather())) : granted;
        });
  }

  /// The pauses of the target.
  PauseWatch pauses() {
    return pauses;
  }

  /// Notes for how long the target wants no call at all; zero where it takes them.
  void heard(Duration wait) {
    pauses.heard(wait);
  }

  /// Notes how a call was answered.
  void answered(long startedNanos, Answer answer) {
    lessons.answered(startedNanos, answer);
    heard(Standstill.asked(answer, limits.pauseMax()));
    if (answer instanceof Answer.Failed(var failure) && concernsAll(failure.kind())) {
      tellOfTrouble();
    }
  }

  /// Where somebody else tells of it in the same moment, it is told.
  private void tellOfTrouble() {
    if (troubles.tryEmitNext(true).isFailure()) {
      log.debug("Lane {} was told of trouble already", lane.ref().targetId());
    }
  }

  private static boolean concernsAll(FailureKind kind) {
    return kind.isTargetTrouble()
        || kind == FailureKind.THROTTLED
        || kind == FailureKind.UNSUBSCRIBED;
  }

  /// How long a failure that a target may ask for a pause by asks for; zero where it does not.
  Duration asked(Failure failure) {
    return Standstill.asked(failure, limits.pauseMax());
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
      if (each.isOfCalls() && each.counts(resource, call)) {
        shares.add(new Share(each.name(), each.everyMillis(), each.atOnce()));
      }
    }
    shares.addAll(lessons.share());
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
    lane.profile().rates().stream()
        .filter(RateClass::isOfCalls)
        .forEach(each -> names.add(each.name()));
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

  static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
