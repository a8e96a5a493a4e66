package dev.rollcall.connector.replay;

import dev.rollcall.connector.delivery.Dispatcher;
import dev.rollcall.connector.delivery.Lane;
import dev.rollcall.connector.delivery.LanePages;
import dev.rollcall.connector.delivery.LanePages.Glimpse;
import dev.rollcall.connector.delivery.LaneRef;
import dev.rollcall.connector.holds.core.Forecast;
import dev.rollcall.connector.holds.core.Forecast.Change;
import dev.rollcall.connector.replay.core.Order;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/// Says what a new comparison with a target would do, and does nothing. It goes through the keys
/// that the replay would concern in pages, by the rules that delivery goes by, so that its memory
/// does not grow with the tenant. What is under way already is counted with them: it is compared as
/// well. The app is not read for it, also not where the replay would: that takes calls, and the
/// answer says so.
public final class DryRun {
  private static final int PAGE = 500;
  private static final int SAMPLE_MAX = 20;
  private static final String UNREAD =
      "The app was not read: counted is what differs from what it confirmed before. The replay"
          + " reads all of these resources, and gives groups all their members once more: it may"
          + " change more.";

  private final LanePages pages;
  private final Replays replays;
  private final Dispatcher dispatcher;

  DryRun(LanePages pages, Replays replays, Dispatcher dispatcher) {
    this.pages = pages;
    this.replays = replays;
    this.dispatcher = dispatcher;
  }

  /// Returns counts and a sample; empty where no such target is delivered to by differences here.
  public Mono<JsonObject> of(String tenant, String targetId, Order order) {
    Optional<Lane> lane =
        lane(tenant, LaneRef.idOf(tenant, targetId)).or(() -> lane(tenant, targetId));
    return Mono.justOrEmpty(lane).flatMap(it -> count(it, order));
  }

  private Optional<Lane> lane(String tenant, String id) {
    return dispatcher.lane(id).filter(it -> it.ref().tenant().equals(tenant) && !it.ref().strict());
  }

  private Mono<JsonObject> count(Lane lane, Order order) {
    var tally = new Counts(lane, order.distrust());
    return Mono.defer(() ->
            replays.concerned(
                new Replays.Part(lane.ref().targetId(), order.from(), tally.position, PAGE)))
        .flatMap(keys -> keys.isEmpty() ? Mono.just(false) : count(lane, keys, tally))
        .repeat()
        .takeUntil(more -> !more)
        .then(Mono.fromSupplier(tally::answer));
  }

  private Mono<Boolean> count(Lane lane, List<LanePages.Key> keys, Counts tally) {
    return pages
        .load(lane.ref(), keys)
        .publishOn(dispatcher.mapping())
        .doOnNext(found -> tally.add(found, keys.getLast()))
        .thenReturn(true);
  }

  /// What was found so far; one page after the other adds to it.
  private static final class Counts {
    private final Lane lane;
    private final boolean distrust;
    private final Map<Change, Integer> counts = new EnumMap<>(Change.class);
    private final List<Json> sample = new ArrayList<>();
    private String position = "";
    private int resources;

    Counts(Lane lane, boolean distrust) {
      this.lane = lane;
      this.distrust = distrust;
    }

    void add(List<Glimpse> found, LanePages.Key last) {
      found.forEach(this::add);
      position = last.resource().id().value();
    }

    private void add(Glimpse key) {
      Change change =
          Forecast.of(key.resource(), key.material(), lane.shaping(), lane.profile()).change();
      resources++;
      counts.merge(change, 1, Integer::sum);
      if (change != Change.NONE && sample.size() < SAMPLE_MAX) {
        sample.add(
            JsonObject.builder()
                .put("resourceType", key.resource().type())
                .put("resourceId", key.resource().id().value())
                .put("change", change.name().toLowerCase(Locale.ROOT))
                .build());
      }
    }

    JsonObject answer() {
      return JsonObject.builder()
          .put("dryRun", true)
          .put("resources", resources)
          .put("creates", count(Change.CREATE))
          .put("updates", count(Change.UPDATE))
          .put("deactivations", count(Change.DEACTIVATE))
          .put("deletions", count(Change.DELETE))
          .put("flawed", count(Change.FLAWED))
          .put("sample", new JsonArray(sample))
          .putIfPresent("says", distrust ? UNREAD : null)
          .build();
    }

    private int count(Change change) {
      return counts.getOrDefault(change, 0);
    }
  }
}
