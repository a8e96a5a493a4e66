package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Action.Reread;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.target.ReadableApp.Portion;
import dev.rollcall.connector.target.ReadableApp.Reading;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/// Reads beside the deliveries of a lane, within the same rates. Whoever reads asks for one after
/// the other, so that a delivery waits for one read at most.
public final class LaneReads {
  /// Counts for the rates of a type where no resource is meant alone.
  private static final ResourceId ALL = new ResourceId("all");

  private static final Duration PAUSE_MAX = Duration.ofSeconds(30);

  private final Lane lane;
  private final Pace pace;
  private final SideReads sideReads;

  LaneReads(Lane lane, Pace pace, SideReads sideReads) {
    this.lane = lane;
    this.pace = pace;
    this.sideReads = sideReads;
  }

  /// The target asks for a pause whenever this is read, and does what else it is asked.
  public static final class LoneReadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoneReadException(String why) {
      super(why);
    }
  }

  /// The lane as it is worked on.
  public Lane lane() {
    return lane;
  }

  /// What stands for all resources of a type.
  public static ResourceRef all(String resourceType) {
    return new ResourceRef(resourceType, ALL);
  }

  /// Reads the next portion, as soon as the target takes a call.
  ///
  /// @param about the group whose members are read, or all of a type
  public <T> Mono<Portion<T>> portion(ResourceRef about, Reading<T> reading) {
    return permitted(about, new Reread(about.id().value()), reading::next, LaneReads::answer);
  }

  /// Reads one resource, as soon as the target takes a call.
  public Mono<Answer> one(ResourceRef resource, String remoteId) {
    var reread = new Reread(remoteId);
    return permitted(resource, reread, () -> lane.perform(resource, reread), it -> it);
  }

  private <T> Mono<T> permitted(
      ResourceRef resource, Reread call, Supplier<Mono<T>> read, Function<T, Answer> answer) {
    return pace.permit(resource, call)
        .flatMap(permit ->
            switch (permit) {
              case Permit.Go _ ->
                  pace.isFree()
                      .flatMap(free -> {
                        long started = System.nanoTime();
                        return free
                            ? new Attempt(pace, started)
                                .over(Mono.defer(read))
                                .flatMap(came ->
                                    heeded(resource, started, answer.apply(came)).thenReturn(came))
                            : permitted(resource, call, read, answer);
                      });
              case Permit.Withheld withheld ->
                  Mono.delay(shorter(withheld.pause()))
                      .then(Mono.defer(() -> permitted(resource, call, read, answer)));
            });
  }

  private Mono<Void> heeded(ResourceRef resource, long startedNanos, Answer answer) {
    return sideReads
        .answered(resource, startedNanos, answer)
        .flatMap(ofTarget ->
            ofTarget || !(answer instanceof Answer.Failed(var failure))
                ? Mono.empty()
                : Mono.error(() ->
                    new LoneReadException(
                        failure.text() + "; the target does what else it is asked meanwhile")));
  }

  private static Duration shorter(Duration pause) {
    return pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause;
  }

  private static Answer answer(Portion<?> portion) {
    return switch (portion) {
      case Portion.Page<?> _ -> new Answer.Done(null);
      case Portion.Failed<?> failed -> new Answer.Failed(failed.failure());
    };
  }
}
