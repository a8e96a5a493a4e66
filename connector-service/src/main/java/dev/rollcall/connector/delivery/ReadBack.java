package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Action.Call;
import dev.rollcall.connector.delivery.core.Action.Reread;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Leaving;
import dev.rollcall.connector.delivery.core.Leaving.Seen;
import dev.rollcall.connector.delivery.core.Profile;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Mono;

/// Sees to it that whoever left is out: one read after a call that took somebody out, and none
/// after any other.
final class ReadBack {
  /// How long a read waits for the rates of the target; well within a claim.
  private static final Duration WAIT_MAX = Duration.ofSeconds(15);

  private static final Duration WAIT_MIN = Duration.ofMillis(100);

  private final Pace pace;
  private final Caller caller;
  private final boolean reads;

  ReadBack(Profile profile, Pace pace, Caller caller) {
    this.pace = pace;
    this.caller = caller;
    this.reads = profile.readBack();
  }

  /// What came of looking whether somebody is out.
  sealed interface Look {
    /// This is what is known of it.
    record Looked(Seen seen) implements Look {}

    /// The target takes no read now: the key is left so, and the account is read later.
    record Later(Ending ending) implements Look {}
  }

  /// Looks whether somebody is out after a call; empty where the call took nobody out.
  Mono<Look> after(Turn turn, Call call, Answer answer) {
    Optional<String> account = Leaving.account(turn.claim().resource(), call);
    if (account.isEmpty() || !Leaving.tookOut(answer)) {
      return Mono.empty();
    }
    // A 404 to the call itself has shown it already.
    return !reads || answer instanceof Failed
        ? Mono.just(word(call, answer))
        : read(new Taken(turn, call, answer, new Reread(account.get())), WAIT_MAX);
  }

  /// A call that took somebody out, and how it was answered.
  private record Taken(Turn turn, Call call, Answer answer, Reread reread) {}

  private static Look word(Call call, Answer answer) {
    return new Look.Looked(Leaving.judge(call, answer));
  }

  /// A read counts for the rates of the target like any call. Where they leave no room for one for
  /// long, the target's word has to do: to leave the key would make the same calls again.
  ///
  /// @param patience how long it may still wait for the rates
  private Mono<Look> read(Taken taken, Duration patience) {
    return pace.permit(taken.turn().claim().resource(), taken.reread())
        .flatMap(permit ->
            switch (permit) {
              case Permit.Go _ -> look(taken, new Attempt(pace, taken.turn().heardNanos()));
              case Permit.Withheld withheld when pace.isPaused() ->
                  Mono.just(new Look.Later(withheld.ending()));
              case Permit.Withheld withheld -> {
                Duration wait = longer(withheld.pause(), WAIT_MIN);
                Duration left = patience.minus(wait);
                yield left.isNegative()
                    ? Mono.just(word(taken.call(), taken.answer()))
                    : Mono.delay(wait).then(Mono.defer(() -> read(taken, left)));
              }
            });
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private Mono<Look> look(Taken taken, Attempt attempt) {
    Look later = new Look.Later(new Ending.Postponed());
    return attempt
        .mayBegin()
        .flatMap(free ->
            free
                ? caller
                    .perform(taken.turn(), attempt, taken.reread())
                    .map(shown -> Attempt.isPutOff(shown) ? later : word(taken.call(), shown))
                : Mono.just(later));
  }
}
