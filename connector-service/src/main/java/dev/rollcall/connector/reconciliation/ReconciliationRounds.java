package dev.rollcall.connector.reconciliation;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.Dispatcher;
import dev.rollcall.connector.delivery.LanePages.ReconfiguredException;
import dev.rollcall.connector.reconciliation.FindingStore.TooManyException;
import dev.rollcall.connector.reconciliation.Reconciler.UnreadableException;
import dev.rollcall.connector.reconciliation.RunStore.Run;
import dev.rollcall.connector.reconciliation.RunStore.RunLostException;
import dev.rollcall.connector.reconciliation.RunStore.Scheduled;
import dev.rollcall.connector.reconciliation.RunStore.UnavailableException;
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
  private static final int WHY_CHARS_MAX = 300;

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
        every(limits.schedule(), () -> tried("schedule", scheduled())),
        every(limits.look(), () -> tried("answered", answered())),
        every(FORGET, () -> tried("forget", runs.forget())),
        Flux.interval(limits.look())
            .onBackpressureDrop()
            .flatMap(_ -> tried("run", takeOne()), limits.atOnce(), 1));
  }

  private Mono<Void> tried(String name, Mono<Void> work) {
    return attempt(name, "Reconciliation cannot go on for now", work);
  }

  private Mono<Void> scheduled() {
    return runs.endLeft().then(Mono.defer(this::schedule)).then(Mono.defer(this::standings));
  }

  private Mono<Void> schedule() {
    List<Scheduled> due =
        dispatcher.targets().stream()
            .map(dispatcher::lane)
            .flatMap(Optional::stream)
            .filter(lane -> lane.policy().every() != null && lane.profile().lists())
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
              + " times and never came to its end: connectors died, the store was away or the"
              + " target was configured anew meanwhile");
    }
    log.info("Target {} is read: reconciliation {}", run.targetId(), run.id());
    return Mono.defer(() -> reconciler.carryOut(run))
        .doOnSuccess(_ -> dispatcher.ring())
        .takeUntilOther(lost(run))
        .onErrorResume(error -> broken(run, error));
  }

  /// What the store refuses for longer than one waits is begun anew when the lease is over.
  private Mono<Void> broken(Run run, Throwable error) {
    if (error instanceof RunLostException) {
      return Mono.empty();
    }
    if (error instanceof ReconfiguredException) {
      return runs.giveBack(run);
    }
    return error instanceof UnavailableException ? Mono.error(error) : failed(run, error);
  }

  private Mono<Void> failed(Run run, Throwable error) {
    if (error instanceof UnreadableException || error instanceof TooManyException) {
      String why = String.valueOf(error.getMessage());
      log.warn("Target {}: reconciliation {} has failed: {}", run.targetId(), run.id(), why);
      return runs.fail(run, why);
    }
    log.error("Target {}: reconciliation {} has a bug", run.targetId(), run.id(), error);
    return runs.fail(run, "It failed by a defect of the connector: " + why(error));
  }

  /// The innermost reason: what is around it says where, and may be long.
  private static String why(Throwable error) {
    Throwable innermost = error;
    for (Throwable each = error.getCause(); each != null; each = each.getCause()) {
      innermost = each;
    }
    String text = innermost.getClass().getSimpleName() + ": " + innermost.getMessage();
    return text.length() > WHY_CHARS_MAX ? text.substring(0, WHY_CHARS_MAX) + "…" : text;
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
