package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Action.Call;
import dev.rollcall.connector.delivery.core.Action.Reread;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Leaving;
import dev.rollcall.connector.delivery.core.Leaving.Seen;
import dev.rollcall.schemas.event.ResourceRef;
import java.util.Optional;
import reactor.core.publisher.Mono;

/// Sees to it that whoever left is out: one read after a call that took somebody out, and none
/// after any other.
final class ReadBack {
  private final Lane lane;
  private final Pace pace;
  private final SideReads sideReads;
  private final boolean reads;

  ReadBack(Lane lane, Pace pace, SideReads sideReads) {
    this.lane = lane;
    this.pace = pace;
    this.sideReads = sideReads;
    this.reads = lane.profile().readBack();
  }

  /// Returns what the target shows after a call; empty where the call took nobody out.
  Mono<Seen> after(ResourceRef resource, Call call, Answer answer) {
    Optional<String> account = Leaving.account(resource, call);
    if (account.isEmpty()) {
      return Mono.empty();
    }
    // A 404 to the call itself has shown it already.
    return !reads || answer instanceof Failed
        ? Mono.just(Leaving.judge(call, answer))
        : read(resource, new Reread(account.get()))
            .defaultIfEmpty(answer)
            .map(shown -> Leaving.judge(call, shown));
  }

  /// A read counts for the rates of the target like any call. Where they allow none for long, the
  /// target's word has to do: to leave the key would make the same calls again.
  private Mono<Answer> read(ResourceRef resource, Reread reread) {
    long heardNanos = System.nanoTime();
    return pace.permit(resource, reread)
        .flatMap(permit ->
            switch (permit) {
              case Permit.Go _ ->
                  pace.isFree(heardNanos)
                      .flatMap(free -> free ? perform(resource, reread) : Mono.empty());
              case Permit.Withheld _ -> Mono.empty();
            });
  }

  private Mono<Answer> perform(ResourceRef resource, Reread reread) {
    return Mono.defer(() -> {
      long started = System.nanoTime();
      return lane.perform(resource, reread)
          .flatMap(shown -> sideReads.answered(resource, started, shown).thenReturn(shown));
    });
  }
}
