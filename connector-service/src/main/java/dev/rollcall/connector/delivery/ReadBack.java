package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Action.Call;
import dev.rollcall.connector.delivery.core.Action.Reread;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Leaving;
import dev.rollcall.connector.delivery.core.Leaving.Seen;
import dev.rollcall.connector.delivery.core.Profile;
import java.util.Optional;
import reactor.core.publisher.Mono;

/// Sees to it that whoever left is out: one read after a call that took somebody out, and none
/// after any other.
final class ReadBack {
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
        ? Mono.just(new Look.Looked(Leaving.judge(call, answer)))
        : read(turn, call, new Reread(account.get()));
  }

  /// A read counts for the rates of the target like any call.
  private Mono<Look> read(Turn turn, Call call, Reread reread) {
    long heardNanos = System.nanoTime();
    return pace.permit(turn.claim().resource(), reread)
        .flatMap(permit ->
            switch (permit) {
              case Permit.Go _ -> look(turn, call, reread, new Attempt(pace, heardNanos));
              case Permit.Withheld withheld -> Mono.just(new Look.Later(withheld.ending()));
            });
  }

  private Mono<Look> look(Turn turn, Call call, Reread reread, Attempt attempt) {
    Look later = new Look.Later(new Ending.Postponed());
    return attempt
        .mayBegin()
        .flatMap(free ->
            free
                ? caller
                    .perform(turn, attempt, reread)
                    .map(shown ->
                        Attempt.isPutOff(shown)
                            ? later
                            : new Look.Looked(Leaving.judge(call, shown)))
                : Mono.just(later));
  }
}
