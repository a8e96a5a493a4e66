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

  LaneReads(Lane lane, Pace pace) {
    this.lane = lane;
    this.pace = pace;
  }

  /// The lane as it is worked on.
  public Lane lane() {
    return lane;
  }

  /// Reads the next portion of a type of resource, as soon as the target takes a call.
  public <T> Mono<Portion<T>> portion(String resourceType, Reading<T> reading) {
    return permitted(
        new ResourceRef(resourceType, ALL),
        new Reread(ALL.value()),
        reading::next,
        LaneReads::answer);
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
                            ? read.get()
                                .flatMap(came -> pace.answered(started, answer.apply(came), came))
                            : permitted(resource, call, read, answer);
                      });
              case Permit.Withheld withheld ->
                  Mono.delay(shorter(withheld.pause()))
                      .then(Mono.defer(() -> permitted(resource, call, read, answer)));
            });
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
