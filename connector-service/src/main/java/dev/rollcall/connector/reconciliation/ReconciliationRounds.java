package dev.rollcall.connector.reconciliation;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.Dispatcher;
import dev.rollcall.connector.delivery.LanePages.ReconfiguredException;
import dev.rollcall.connector.reconciliation.FindingStore.TooManyException;
import dev.rollcall.connector.reconciliation.Reconciler.UnreadableException;
import dev.rollcall.connector.reconciliation.RunStore.Run;
import dev.rollcall.connector.reconciliation.RunStore.RunLostException;
import dev.rollcall.connector.reconciliation.RunStore.Scheduled;
import dev.rollcall.connector.rounds.Rounds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Queues runs by the clock, carries out those that are queued, a few at a time, and takes over
/// what another instance has left. A run whose lease is lost is dropped where it stands: whoever
/// has it begins anew.
final class ReconciliationRounds extends Rounds {
  private static final Logger log = LoggerFactory.getLogger(ReconciliationRounds.class);
  private static final Duration FORGET = Duration.ofHours(1);
  private static final int SIGNS_A_LEASE = 3;

  private final RunStore runs;
  private final Reconciler reconciler;
  private final Dispatcher dispatcher;
  private final Around around;

  /// What the rounds have around them.
  ///
  /// @param answered repairs what a person has said yes to; whether there was something
  record Around(
      Supplier<Mono<Boolean>> answered, ReconciliationMeters meters, Limits.Reconciling limits) {}

  ReconciliationRounds(RunStore runs, Reconciler reconciler, Dispatcher dispatcher, Around around) {
    super("Targets are not reconciled any more");
    this.runs = runs;
    this.reconciler = reconciler;
    this.dispatcher = dispatcher;
    this.around = around;
  }

  @Override
  protected Flux<?> rounds() {
    Limits.Reconciling limits = around.limits();
    return Flux.merge(
        every(limits.schedule(), () -> tried("schedule", schedule().then(standings()))),
        every(limits.look(), () -> tried("answered", answered())),
        every(FORGET, () -> tried("forget", runs.forget())),
        Flux.interval(limits.look())
            .onBackpressureDrop()
            .flatMap(_ -> tried("run", takeOne()), limits.atOnce(), 1));
  }

  private Mono<Void> tried(String name, Mono<Void> work) {
    return attempt(name, "Reconciliation cannot go on for now", work);
  }

  private Mono<Void> schedule() {
    List<Scheduled> due =
        dispatcher.targets().stream()
            .map(dispatcher::lane)
            .flatMap(Optional::stream)
            .filter(lane -> lane.policy().every() != null)
            .map(lane ->
                new Scheduled(
                    lane.ref().targetId(),
                    lane.ref().tenant(),
                    Optional.ofNullable(lane.policy().every()).orElseThrow()))
            .toList();
    return runs.schedule(due);
  }

  private Mono<Void> standings() {
    return runs.standings().collectList().doOnNext(around.meters()::standings).then();
  }

  private Mono<Void> answered() {
    return Mono.defer(around.answered())
        .doOnNext(was -> {
          if (was) {
            dispatcher.ring();
          }
        })
        .then();
  }

  private Mono<Void> takeOne() {
    return Mono.defer(() -> runs.take(dispatcher.targets())).flatMap(this::carryOut);
  }

  private Mono<Void> carryOut(Run run) {
    if (run.attempt() > around.limits().attemptsMax()) {
      return runs.fail(
          run,
          "It was begun "
              + (run.attempt() - 1)
              + " times and never came to its end: connectors died or the target was configured"
              + " anew meanwhile");
    }
    log.info("Target {} is read: reconciliation {}", run.targetId(), run.id());
    return Mono.defer(() -> reconciler.carryOut(run))
        .doOnSuccess(_ -> dispatcher.ring())
        .takeUntilOther(lost(run))
        .onErrorResume(RunLostException.class, _ -> Mono.empty())
        .onErrorResume(ReconfiguredException.class, _ -> runs.giveBack(run))
        .onErrorResume(
            e -> e instanceof UnreadableException || e instanceof TooManyException,
            e -> failed(run, String.valueOf(e.getMessage())));
  }

  private Mono<Void> failed(Run run, String why) {
    log.warn("Target {}: reconciliation {} has failed: {}", run.targetId(), run.id(), why);
    return runs.fail(run, why);
  }

  /// Signs of life, until one comes too late. What cannot be said for a moment is said the next
  /// time.
  private Flux<Boolean> lost(Run run) {
    return Flux.interval(around.limits().lease().dividedBy(SIGNS_A_LEASE))
        .onBackpressureDrop()
        .concatMap(_ -> runs.renew(run).onErrorReturn(true), 1)
        .filter(mine -> !mine);
  }
}
