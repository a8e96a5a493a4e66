package dev.rollcall.connector.replay;

import dev.rollcall.connector.delivery.Dispatcher;
import dev.rollcall.connector.delivery.Lane;
import dev.rollcall.connector.delivery.LanePages;
import dev.rollcall.connector.delivery.LanePages.Glimpse;
import dev.rollcall.connector.delivery.LanePages.Memberships;
import dev.rollcall.connector.delivery.LanePages.Which;
import dev.rollcall.connector.delivery.LaneRef;
import dev.rollcall.connector.delivery.core.Link.Linked;
import dev.rollcall.connector.holds.core.Forecast;
import dev.rollcall.connector.holds.core.Forecast.Change;
import dev.rollcall.connector.replay.core.From;
import dev.rollcall.connector.replay.core.Order;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Says what a new comparison with a target would do, and does nothing. It goes through the keys
/// that the replay would concern in pages, by the rules that delivery goes by, so that its memory
/// does not grow with the tenant. What is under way already is counted with them: it is compared as
/// well. The app is not read for it, also not where the replay would: that takes calls, and the
/// answer says so.
public final class DryRun {
  private static final int PAGE = 500;
  private static final int SAMPLE_MAX = 20;
  private static final String GROUP = "Group";
  private static final String ALL_MEMBERS =
      "Counted are all members of its groups: of those who are out of the target's scope it is not"
          + " told.";
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

  /// Returns counts and a sample; empty where no such target is delivered to here, or where events
  /// of before would be read from the decisions, which takes as long as the replay itself.
  public Mono<JsonObject> of(String tenant, String targetId, Order order) {
    Optional<Lane> lane =
        lane(tenant, LaneRef.idOf(tenant, targetId)).or(() -> lane(tenant, targetId));
    return Mono.justOrEmpty(lane.filter(it -> !it.ref().strict() || isOfNow(order.from())))
        .flatMap(it -> count(it, order));
  }

  private Optional<Lane> lane(String tenant, String id) {
    return dispatcher.lane(id).filter(it -> it.ref().tenant().equals(tenant));
  }

  private static boolean isOfNow(From from) {
    return from instanceof From.Present || from instanceof From.Resource;
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
        .zipWith(pages.memberships(lane.ref(), keys, tally.which()))
        .publishOn(dispatcher.mapping())
        .doOnNext(found -> tally.add(found.getT1(), found.getT2(), keys.getLast()))
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
    private long memberships;

    Counts(Lane lane, boolean distrust) {
      this.lane = lane;
      this.distrust = distrust;
    }

    Which which() {
      return lane.ref().strict() ? Which.PRESENT : distrust ? Which.DOUBTED : Which.DIFFERENT;
    }

    void add(List<Glimpse> found, Map<String, Memberships> members, LanePages.Key last) {
      found.forEach(
          key -> add(key, members.getOrDefault(key.resource().id().value(), Memberships.NONE)));
      position = last.resource().id().value();
    }

    private void add(Glimpse key, Memberships all) {
      Change change = change(key);
      Memberships of = isThere(key, change) ? all : Memberships.NONE;
      resources++;
      counts.merge(change, 1, Integer::sum);
      memberships += of.all();
      if ((change != Change.NONE || of.all() > 0) && sample.size() < SAMPLE_MAX) {
        sample.add(shown(key.resource(), change, of));
      }
    }

    private Change change(Glimpse key) {
      return lane.ref().strict()
          ? Forecast.told(key.resource(), key.material(), lane.shaping())
          : Forecast.of(key.resource(), key.material(), lane.shaping(), lane.profile()).change();
    }

    /// Of a group that is not to be there no member is told.
    private static boolean isThere(Glimpse key, Change change) {
      return change == Change.CREATE
          || (change != Change.DELETE && key.material().link() instanceof Linked);
    }

    private static JsonObject shown(ResourceRef resource, Change change, Memberships of) {
      var shown =
          JsonObject.builder()
              .put("resourceType", resource.type())
              .put("resourceId", resource.id().value())
              .put("change", change.name().toLowerCase(Locale.ROOT));
      return resource.type().equals(GROUP)
          ? shown.put("joins", of.joins()).put("leaves", of.leaves()).build()
          : shown.build();
    }

    JsonObject answer() {
      return JsonObject.builder()
          .put("dryRun", true)
          .put("resources", resources)
          .put("creates", count(Change.CREATE))
          .put("updates", count(Change.UPDATE))
          .put("deactivations", count(Change.DEACTIVATE))
          .put("deletions", count(Change.DELETE))
          .put("memberships", memberships)
          .put("flawed", count(Change.FLAWED))
          .put("sample", new JsonArray(sample))
          .putIfPresent("says", says())
          .build();
    }

    private @Nullable String says() {
      if (lane.ref().strict()) {
        return lane.shaping().scope().isEverything() ? null : ALL_MEMBERS;
      }
      return distrust ? UNREAD : null;
    }

    private int count(Change change) {
      return counts.getOrDefault(change, 0);
    }
  }
}
