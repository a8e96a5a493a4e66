package dev.rollcall.ingress.journal.kafka;

import dev.rollcall.ingress.Limits;
import dev.rollcall.ingress.fairness.Turn;
import dev.rollcall.ingress.fairness.Turns;
import dev.rollcall.ingress.journal.Decided;
import dev.rollcall.ingress.journal.DecisionLookup;
import dev.rollcall.ingress.journal.Journal;
import dev.rollcall.ingress.journal.JournalException;
import dev.rollcall.ingress.journal.JournalException.Reason;
import dev.rollcall.ingress.journal.Weight;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.wire.RequestCodec;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/// Appends to Kafka and waits for the doorbell; where it stays silent, asks the projection.
final class KafkaJournal implements Journal {
  /// How long the log may take with a request whose time is over otherwise.
  private static final Duration STORED_MAX = Duration.ofSeconds(2);

  private final RequestAppender appender;
  private final Doorbell doorbell;
  private final DecisionLookup lookup;
  private final RequestCodec codec;
  private final Turns turns;
  private final Counter noTurn;
  private final BooleanSupplier usable;
  private final Limits limits;

  /// The parts of the journal.
  ///
  /// @param turns how much of a tenant may be undecided in the log
  /// @param noTurn counts requests whose turn did not come in time
  /// @param usable whether the log is known to be there: while it is not, nothing is appended
  record Parts(
      RequestAppender appender,
      Doorbell doorbell,
      DecisionLookup lookup,
      RequestCodec codec,
      Turns turns,
      Counter noTurn,
      BooleanSupplier usable) {}

  KafkaJournal(Parts parts, Limits limits) {
    this.appender = parts.appender();
    this.doorbell = parts.doorbell();
    this.lookup = parts.lookup();
    this.codec = parts.codec();
    this.turns = parts.turns();
    this.noTurn = parts.noTurn();
    this.usable = parts.usable();
    this.limits = limits;
  }

  @Override
  public Mono<Decided> decide(Request request, Runnable appending) {
    return inTurn(request, appending, (record, begun) -> decided(request, record, begun));
  }

  @Override
  public Mono<Decided> decide(Request request, Runnable appending, Duration patience) {
    return inTurn(
        request, appending, (record, begun) -> decidedSoon(request, record, begun, patience));
  }

  /// Appends nothing before the tenant's earlier requests leave room for it: what stands in the log
  /// is decided in its order, whoever has to wait for that.
  private Mono<Decided> inTurn(
      Request request, Runnable appending, BiFunction<byte[], Begun, Mono<Decided>> append) {
    return Mono.defer(() -> {
      if (!usable.getAsBoolean()) {
        return Mono.error(new JournalException(Reason.UNAVAILABLE));
      }
      byte[] record = codec.encode(request);
      long cameNanos = System.nanoTime();
      return turns
          .take(request.tenant(), Weight.of(request.command(), record.length))
          .timeout(limits.tenants().turnWaitMax())
          .doOnError(TimeoutException.class, _ -> noTurn.increment())
          .onErrorMap(TimeoutException.class, it -> new JournalException(Reason.UNAVAILABLE, it))
          .flatMap(turn -> {
            if (!turn.claim()) {
              return Mono.error(new JournalException(Reason.UNAVAILABLE));
            }
            if (usable.getAsBoolean()) {
              appending.run();
              Duration waited = Duration.ofNanos(System.nanoTime() - cameNanos);
              return append.apply(record, new Begun(turn, limits.answerMax().minus(waited)));
            }
            turn.end();
            return Mono.error(new JournalException(Reason.UNAVAILABLE));
          });
    });
  }

  /// A turn that has come, and how long its request may take from now on.
  private record Begun(Turn turn, Duration left) {}

  private Mono<Decided> decided(Request request, byte[] record, Begun begun) {
    Turn turn = begun.turn();
    var rung = doorbell.await(request.id());
    appender.append(request, record, () -> {}, failed(rung::tryEmitError, turn));
    Mono<Decided> decided =
        Mono.firstWithSignal(rung.asMono(), asked(request))
            .timeout(begun.left())
            .onErrorMap(TimeoutException.class, it -> new JournalException(Reason.PENDING, it));
    return watched(decided, request, turn);
  }

  private Mono<Decided> decidedSoon(
      Request request, byte[] record, Begun begun, Duration patience) {
    Turn turn = begun.turn();
    Duration wait = patience.compareTo(begun.left()) < 0 ? patience : begun.left();
    Sinks.Empty<Decided> stored = Sinks.empty();
    var rung = doorbell.await(request.id());
    appender.append(request, record, stored::tryEmitEmpty, failed(stored::tryEmitError, turn));
    Mono<Decided> later =
        stored
            .asMono()
            .timeout(begun.left().minus(wait).plus(STORED_MAX))
            .onErrorMap(TimeoutException.class, it -> new JournalException(Reason.UNKNOWN, it));
    // Who will not wait is never answered with a decision, however soon it comes.
    Mono<Decided> soon =
        wait.isPositive()
            ? Mono.firstWithSignal(rung.asMono(), asked(request), failure(stored))
                .timeout(wait, later)
            : later;
    return watched(soon, request, turn);
  }

  /// The turn lasts until the request is decided, also where nobody waits for that any more: the
  /// decider still has it to do.
  private Mono<Decided> watched(Mono<Decided> decision, Request request, Turn turn) {
    var decided = new AtomicBoolean();
    return decision
        .doOnNext(_ -> decided.set(true))
        // Off the doorbell's thread: others wait for their ring.
        .publishOn(Schedulers.parallel())
        .doFinally(_ -> {
          if (decided.get()) {
            doorbell.forget(request.id());
            turn.end();
          } else {
            doorbell.abandon(request.id(), turn::end);
          }
        });
  }

  /// What is certainly not in the log is nobody's work.
  private static Consumer<JournalException> failed(Consumer<JournalException> tell, Turn turn) {
    return failure -> {
      if (failure.reason() != Reason.UNKNOWN) {
        turn.end();
      }
      tell.accept(failure);
    };
  }

  /// Nothing but the error of an append that failed.
  private static Mono<Decided> failure(Sinks.Empty<Decided> stored) {
    return stored.asMono().concatWith(Mono.never()).next();
  }

  /// Never completes without a decision, so that the doorbell may still win.
  private Mono<Decided> asked(Request request) {
    var silences = limits.silencesBeforeAsking();
    Duration last = silences.getLast();
    return Flux.fromIterable(silences)
        .concatWith(Flux.just(last).repeat())
        .concatMap(silence -> Mono.delay(silence).then(lookup.find(request)), 1)
        .map(decision -> new Decided(decision, null))
        .next();
  }
}
