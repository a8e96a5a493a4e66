package dev.rollcall.connector.operations;

import dev.rollcall.connector.delivery.LaneRef;
import dev.rollcall.connector.delivery.LaneView;
import dev.rollcall.connector.delivery.LaneView.LaneLook;
import dev.rollcall.connector.delivery.LaneView.Look;
import dev.rollcall.connector.mapping.Shapings;
import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.connector.operations.core.Explanation;
import dev.rollcall.connector.operations.core.HoldUp;
import dev.rollcall.connector.operations.core.Pause;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Explains how a resource stands at a target: what it must have, what it confirmed, what is in the
/// way. Nothing is sent or stored.
public final class Insight {
  /// How many targets are told of at once.
  private static final int TARGETS_MAX = 100;

  private final LaneView view;
  private final Sources sources;
  private final Clock clock;

  public Insight(LaneView view, Sources sources, Clock clock) {
    this.view = view;
    this.sources = sources;
    this.clock = clock;
  }

  /// Where it is known what the view does not show.
  ///
  /// @param consumers whether what was told of a resource is acknowledged
  public record Sources(Shapings shapings, Faults faults, Consumers consumers) {}

  /// A resource at a target.
  ///
  /// @param targetId its lane
  /// @param base what stands before `/requests/{id}` in links
  public record Place(String tenant, String targetId, String resourceId, String base) {}

  /// Explains; empty where the target has nothing to do with the resource.
  public Mono<JsonObject> of(Place place) {
    Shaping shaping =
        sources
            .shapings()
            .of(place.tenant(), LaneRef.nameOf(place.targetId()))
            .orElse(Shaping.NONE);
    return view.look(place.tenant(), place.targetId(), place.resourceId())
        // A mapping may take a while, and the thread that brought the rows has others to serve.
        .publishOn(Schedulers.boundedElastic())
        .map(look -> answer(place, look, shaping))
        .flatMap(answer ->
            sources
                .consumers()
                .acknowledged(place.tenant(), place.targetId(), place.resourceId())
                .map(acknowledged -> marked(answer, acknowledged))
                .defaultIfEmpty(answer));
  }

  /// What a consumer has not acknowledged may be known to nobody but the feed.
  private static JsonObject marked(JsonObject answer, boolean acknowledged) {
    var sentences = new ArrayList<Json>();
    if (answer.get("sentences") instanceof JsonArray(var known)) {
      sentences.addAll(known);
    }
    if (!acknowledged) {
      sentences.add(
          new JsonString("Its consumer has not acknowledged yet what the feed has told of it."));
    }
    return answer.toBuilder()
        .put("sentences", new JsonArray(sentences))
        .put("acknowledged", acknowledged)
        .build();
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
    Instant notBefore = lane.notBefore();
    var holdUp =
        new HoldUp(
            now,
            lane.state(),
            lane.openUntil(),
            notBefore == null ? null : new Pause(notBefore, null, null, ""),
            sources.faults().of(lane.targetId()));
    var answer = new InsightAnswer(look, shaping, Explanation.holdUps(holdUp));
    return answer.print(place.base(), now);
  }
}
