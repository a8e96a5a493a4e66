package dev.rollcall.connector.reconciliation;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.Dispatcher;
import dev.rollcall.connector.delivery.LanePages.ReconfiguredException;
import dev.rollcall.connector.delivery.LaneReads;
import dev.rollcall.connector.delivery.LaneReads.LoneReadException;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.reconciliation.Reconciler.UnreadableException;
import dev.rollcall.connector.reconciliation.RunStore.Run;
import dev.rollcall.connector.target.ReadableApp.Portion;
import dev.rollcall.connector.target.ReadableApp.Reading;
import dev.rollcall.schemas.event.ResourceRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Asks a target for one run, patiently: what fails for now is asked again some times, with pauses
/// in between. A lane that is configured otherwise meanwhile is not asked any more.
///
/// @param clock tells the time as the store has it
record Asking(
    Run run,
    LaneReads reads,
    Dispatcher dispatcher,
    Supplier<Mono<Instant>> clock,
    Limits.Reconciling limits) {

  /// Reads to the end, and hands over portion by portion. The reading is closed whatever happens.
  ///
  /// @param about the group whose members are read, or what stands for all of a type
  /// @param take stores a portion, with the time when it was asked for; the next one is read when
  ///   that is done
  <T> Mono<Void> all(
      ResourceRef about, Reading<T> reading, BiFunction<List<T>, Instant, Mono<Void>> take) {
    Mono<Boolean> step =
        Mono.defer(clock)
            .flatMap(since ->
                portion(about, reading, 1)
                    .flatMap(page -> take.apply(page.items(), since).thenReturn(page.last())));
    return Flux.using(
            () -> reading,
            _ -> step.repeat(limits.portionsMax()).takeUntil(last -> last),
            Reading::close)
        .last()
        .flatMap(last ->
            last
                ? Mono.<Void>empty()
                : Mono.error(() ->
                    new UnreadableException(
                        "The target was not read to its end in " + limits.portionsMax() + " pages",
                        false)));
  }

  private <T> Mono<Portion.Page<T>> portion(ResourceRef about, Reading<T> reading, int attempt) {
    return same(Mono.defer(() -> reads.portion(about, reading)))
        .onErrorMap(
            LoneReadException.class,
            e -> new UnreadableException("The target could not be read: " + e.getMessage(), false))
        .flatMap(portion ->
            switch (portion) {
              case Portion.Page<T> page -> Mono.just(page);
              case Portion.Failed<T>(var failure, var again) ->
                  again && isForNow(failure) && attempt < limits.triesMax()
                      ? pause(failure, attempt)
                          .then(Mono.defer(() -> portion(about, reading, attempt + 1)))
                      : Mono.error(() -> unreadable(failure));
            });
  }

  /// Reads one resource. One that the target alone does not show keeps no other from it.
  Mono<Answer> one(ResourceRef resource, String remoteId) {
    return one(resource, remoteId, 1)
        .onErrorResume(
            LoneReadException.class,
            e ->
                Mono.just(
                    new Answer.Failed(
                        Failure.of(FailureKind.SERVER_ERROR, String.valueOf(e.getMessage())))));
  }

  private Mono<Answer> one(ResourceRef resource, String remoteId, int attempt) {
    return same(Mono.defer(() -> reads.one(resource, remoteId)))
        .flatMap(answer -> {
          if (!(answer instanceof Answer.Failed(var failure))) {
            return Mono.just(answer);
          }
          if (failure.kind() == FailureKind.VANISHED) {
            return Mono.just(new Answer.NotFound());
          }
          return isForNow(failure) && attempt < limits.triesMax()
              ? pause(failure, attempt).then(Mono.defer(() -> one(resource, remoteId, attempt + 1)))
              : Mono.error(() -> unreadable(failure));
        });
  }

  private <T> Mono<T> same(Mono<T> call) {
    boolean same =
        dispatcher
            .lane(run.targetId())
            .filter(lane -> lane.ref().equals(reads.lane().ref()))
            .isPresent();
    return same
        ? call.timeout(limits.turn(), Mono.error(this::tooLate))
        : Mono.error(() -> new ReconfiguredException(run.targetId()));
  }

  private UnreadableException tooLate() {
    return new UnreadableException(
        "The target's rates left no call for it in " + limits.turn().toMinutes() + " min", true);
  }

  private Mono<Long> pause(Failure failure, int attempt) {
    Duration asked = failure.retryAfter();
    Duration own = limits.pause().multipliedBy(1L << Math.min(attempt - 1, 10));
    Duration wait = longer(own, asked);
    return Mono.delay(wait.compareTo(limits.pauseMax()) > 0 ? limits.pauseMax() : wait);
  }

  private static Duration longer(Duration one, @Nullable Duration other) {
    return other != null && other.compareTo(one) > 0 ? other : one;
  }

  private static UnreadableException unreadable(Failure failure) {
    Integer status = failure.status();
    String code = status == null ? "" : " (HTTP " + status + ")";
    return new UnreadableException(
        "The target could not be read" + code + ": " + failure.text(),
        isForNow(failure) || failure.kind() == FailureKind.UNAUTHORIZED);
  }

  private static boolean isForNow(Failure failure) {
    return switch (failure.kind()) {
      case UNREACHABLE, TIMEOUT, SERVER_ERROR, THROTTLED, HELD_BACK, PUT_OFF -> true;
      case ADDRESS_REFUSED,
          UNAUTHORIZED,
          FORBIDDEN,
          REDIRECTED,
          REFUSED,
          CONFLICT,
          NOT_OURS,
          VANISHED,
          STALE,
          UNSUBSCRIBED,
          UNUSABLE_ANSWER,
          UNMAPPABLE,
          UNCONFIRMED,
          FULL ->
          false;
    };
  }
}
