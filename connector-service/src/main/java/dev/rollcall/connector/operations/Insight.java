package dev.rollcall.connector.operations;

import dev.rollcall.connector.delivery.LaneRef;
import dev.rollcall.connector.delivery.LaneView;
import dev.rollcall.connector.delivery.LaneView.LaneLook;
import dev.rollcall.connector.delivery.LaneView.Look;
import dev.rollcall.connector.mapping.Shapings;
import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.connector.operations.core.Explanation;
import dev.rollcall.connector.operations.core.HoldUp;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Explains how a resource stands at a target: what it must have, what it confirmed, what is in the
/// way. Nothing is sent or stored.
public final class Insight {
  /// How many targets are told of at once.
  private static final int TARGETS_MAX = 100;

  private final LaneView view;
  private final Shapings shapings;
  private final Faults faults;
  private final Clock clock;

  public Insight(LaneView view, Shapings shapings, Faults faults, Clock clock) {
    this.view = view;
    this.shapings = shapings;
    this.faults = faults;
    this.clock = clock;
  }

  /// A resource at a target.
  ///
  /// @param targetId its lane
  /// @param base what stands before `/requests/{id}` in links
  public record Place(String tenant, String targetId, String resourceId, String base) {}

  /// Explains; empty where the target has nothing to do with the resource.
  public Mono<JsonObject> of(Place place) {
    Shaping shaping =
        shapings.of(place.tenant(), LaneRef.nameOf(place.targetId())).orElse(Shaping.NONE);
    return view.look(place.tenant(), place.targetId(), place.resourceId())
        // A mapping may take a while, and the thread that brought the rows has others to serve.
        .publishOn(Schedulers.boundedElastic())
        .map(look -> answer(place, look, shaping));
  }

  /// Explains a resource at each target that has to do with it.
  public Flux<JsonObject> everywhere(Place place) {
    return view.targets(place.tenant(), place.resourceId())
        .take(TARGETS_MAX)
        .concatMap(
            target -> of(new Place(place.tenant(), target, place.resourceId(), place.base())));
  }

  private JsonObject answer(Place place, Look look, Shaping shaping) {
    LaneLook lane = look.lane();
    Instant now = clock.instant();
    var holdUp =
        new HoldUp(
            now, lane.state(), lane.openUntil(), lane.notBefore(), faults.of(lane.targetId()));
    var answer = new InsightAnswer(look, shaping, Explanation.holdUps(holdUp));
    return answer.print(place.base(), now);
  }
}
