package dev.rollcall.connector.delivery;

import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.schemas.event.ResourceRef;
import java.time.Duration;
import reactor.core.publisher.Mono;

/// Sees to it that a pause that a target asks for by the answer to a read is kept to by all, as one
/// that it asks for by the answer to anything else is. No key is left by a read beside a delivery,
/// which would tell the other instances.
final class SideReads {
  private final LaneRef lane;
  private final Pace pace;
  private final LonePauses pauses;

  SideReads(LaneRef lane, Pace pace, LonePauses pauses) {
    this.lane = lane;
    this.pace = pace;
    this.pauses = pauses;
  }

  /// Notes how a read was answered.
  ///
  /// @return whether it tells about the target; a pause that it alone is answered by, while the
  ///   target does what else it is asked, is kept to by nobody
  Mono<Boolean> answered(ResourceRef resource, long startedNanos, Answer answer) {
    pace.answered(startedNanos, answer);
    if (!(answer instanceof Answer.Failed(var failure))) {
      return pauses.read(lane, resource).thenReturn(true);
    }
    Duration wait = pace.asked(failure);
    if (wait.isZero()) {
      return Mono.just(true);
    }
    return failure.kind() == FailureKind.SERVER_ERROR
        ? pauses
            .isLoneRead(lane, resource)
            .flatMap(lone -> lone ? Mono.just(false) : kept(wait, failure))
        : kept(wait, failure);
  }

  private Mono<Boolean> kept(Duration wait, Failure failure) {
    pace.heard(wait);
    return pace.pauses().store(wait, failure).thenReturn(true);
  }
}
