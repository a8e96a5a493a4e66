package dev.rollcall.ingress.journal.kafka;

import dev.rollcall.ingress.Limits;
import dev.rollcall.ingress.journal.DecisionLookup;
import dev.rollcall.ingress.journal.Journal;
import dev.rollcall.ingress.journal.JournalException;
import dev.rollcall.ingress.journal.JournalException.Reason;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.wire.RequestCodec;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/// Appends to Kafka and waits for the doorbell; where it stays silent, asks the projection.
final class KafkaJournal implements Journal {
  private final RequestAppender appender;
  private final Doorbell doorbell;
  private final DecisionLookup lookup;
  private final RequestCodec codec;
  private final BooleanSupplier usable;
  private final Limits limits;

  /// The parts of the journal.
  ///
  /// @param usable whether the log is known to be there: while it is not, nothing is appended
  record Parts(
      RequestAppender appender,
      Doorbell doorbell,
      DecisionLookup lookup,
      RequestCodec codec,
      BooleanSupplier usable) {}

  KafkaJournal(Parts parts, Limits limits) {
    this.appender = parts.appender();
    this.doorbell = parts.doorbell();
    this.lookup = parts.lookup();
    this.codec = parts.codec();
    this.usable = parts.usable();
    this.limits = limits;
  }

  @Override
  public Mono<Decision> decide(Request request) {
    return Mono.defer(() -> {
      if (!usable.getAsBoolean()) {
        return Mono.error(new JournalException(Reason.UNAVAILABLE));
      }
      byte[] record = codec.encode(request);
      var rung = doorbell.await(request.id());
      appender.append(request, record, () -> {}, rung::tryEmitError);
      return Mono.firstWithSignal(rung.asMono(), asked(request))
          .timeout(limits.answerMax())
          .onErrorMap(TimeoutException.class, it -> new JournalException(Reason.PENDING, it))
          // Off the doorbell's thread: others wait for their ring.
          .publishOn(Schedulers.parallel())
          .doFinally(_ -> doorbell.forget(request.id()));
    });
  }

  @Override
  public Mono<Decision> decide(Request request, Duration patience) {
    return Mono.defer(() -> {
      if (!usable.getAsBoolean()) {
        return Mono.error(new JournalException(Reason.UNAVAILABLE));
      }
      byte[] record = codec.encode(request);
      Sinks.Empty<Decision> stored = Sinks.empty();
      var rung = doorbell.await(request.id());
      appender.append(request, record, stored::tryEmitEmpty, stored::tryEmitError);
      Mono<Decision> later =
          stored
              .asMono()
              .timeout(limits.answerMax())
              .onErrorMap(TimeoutException.class, it -> new JournalException(Reason.UNKNOWN, it));
      return Mono.firstWithSignal(rung.asMono(), asked(request), failure(stored))
          .timeout(patience, later)
          .publishOn(Schedulers.parallel())
          .doFinally(_ -> doorbell.forget(request.id()));
    });
  }

  /// Nothing but the error of an append that failed.
  private static Mono<Decision> failure(Sinks.Empty<Decision> stored) {
    return stored.asMono().concatWith(Mono.never()).next();
  }

  /// Never completes without a decision, so that the doorbell may still win.
  private Mono<Decision> asked(Request request) {
    var silences = limits.silencesBeforeAsking();
    Duration last = silences.getLast();
    return Flux.fromIterable(silences)
        .concatWith(Flux.just(last).repeat())
        .concatMap(silence -> Mono.delay(silence).then(lookup.find(request)), 1)
        .next();
  }
}
