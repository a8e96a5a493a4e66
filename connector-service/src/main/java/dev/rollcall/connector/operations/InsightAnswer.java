package dev.rollcall.connector.operations;

import dev.rollcall.connector.delivery.LaneView;
import dev.rollcall.connector.delivery.LaneView.KeyLook;
import dev.rollcall.connector.delivery.LaneView.Look;
import dev.rollcall.connector.delivery.Load;
import dev.rollcall.connector.delivery.core.Barrier;
import dev.rollcall.connector.delivery.core.Desired;
import dev.rollcall.connector.delivery.core.Event;
import dev.rollcall.connector.delivery.core.Link;
import dev.rollcall.connector.delivery.core.Material;
import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.connector.mapping.core.Outlook;
import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.connector.operations.core.Explanation;
import dev.rollcall.connector.operations.core.Standing;
import dev.rollcall.connector.operations.core.Standing.Account;
import dev.rollcall.connector.operations.core.Standing.Scoped;
import dev.rollcall.connector.operations.core.Standing.Times;
import dev.rollcall.connector.operations.core.Standing.Trouble;
import dev.rollcall.connector.operations.core.Standing.Waits;
import dev.rollcall.connector.parking.core.Difference;
import dev.rollcall.connector.parking.core.Difference.Change;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The explanation of one resource at one target.
final class InsightAnswer {
  private static final int SAMPLE = 10;

  private final Look look;
  private final List<String> holdUps;
  private final Matter matter;

  InsightAnswer(Look look, Shaping shaping, List<String> holdUps) {
    this.look = look;
    this.holdUps = holdUps;
    this.matter =
        switch (look.load()) {
          case Load.Differences(var material) ->
              differences(look.key(), material, shaping, look.key().linkState());
          case Load.Events(var events, _) -> events(look.key(), events, shaping);
        };
  }

  /// What the target must have, and what it has.
  ///
  /// @param shown the parts of the answer that only this way of delivery has
  private record Matter(
      Scoped scope,
      Account account,
      int differences,
      long members,
      long memberChanges,
      int barriers,
      long events,
      JsonObject shown) {}

  JsonObject print(String base, Instant now) {
    KeyLook key = look.key();
    Standing standing = standing(now);
    var json =
        JsonObject.builder()
            .put("targetId", look.lane().targetName())
            .put("resourceType", key.resource().type())
            .put("resourceId", key.resource().id().value())
            .put("standing", standing.verdict().word())
            .put("sentences", JsonArray.ofStrings(Explanation.of(standing)))
            .put("state", key.state())
            .put("inScope", matter.scope().inside())
            .put("rule", matter.scope().rule())
            .putAll(matter.shown().members());
    link(json, key);
    failure(json, key);
    when(json, key);
    LaneView.Discarded discard = key.discard();
    if (discard != null) {
      json.put(
          "discarded",
          JsonObject.builder().put("act", discard.actId()).put("reason", discard.reason()).build());
    }
    return json.put("requests", requests(key, base)).build();
  }

  private Standing standing(Instant now) {
    KeyLook key = look.key();
    LaneView.Discarded discard = key.discard();
    var waits =
        new Waits(
            matter.members(),
            matter.memberChanges(),
            matter.barriers(),
            matter.events(),
            discard == null ? null : discard.reason(),
            key.waitsFor());
    return new Standing(
        key.resource().type().equals("Group") ? "group" : "person",
        key.state(),
        matter.scope(),
        matter.account(),
        matter.differences(),
        waits,
        look.load() instanceof Load.Differences(var material) ? material.hold() : null,
        trouble(key),
        holdUps,
        new Times(now, key.dueAt(), key.waitingSince()));
  }

  private static void link(JsonObject.Builder json, KeyLook key) {
    json.put(
        "link",
        JsonObject.builder()
            .put("state", key.linkState())
            .putIfPresent("remoteId", key.remoteId())
            .build());
  }

  private static @Nullable Trouble trouble(KeyLook key) {
    LaneView.Trouble trouble = key.trouble();
    return trouble == null
        ? null
        : new Trouble(trouble.attempts(), trouble.errorClass(), trouble.status(), trouble.text());
  }

  private static void failure(JsonObject.Builder json, KeyLook key) {
    LaneView.Trouble trouble = key.trouble();
    if (trouble == null) {
      return;
    }
    var error = JsonObject.builder().put("class", trouble.errorClass());
    if (trouble.status() != null) {
      error.put("status", trouble.status());
    }
    json.put(
        "lastError",
        error
            .put("text", trouble.text())
            .put("meaning", Explanation.meaning(trouble.errorClass()))
            .putIfPresent("at", text(trouble.lastAt()))
            .build());
    json.put("attempts", trouble.attempts()).putIfPresent("firstFailedAt", text(trouble.firstAt()));
  }

  private static void when(JsonObject.Builder json, KeyLook key) {
    json.put("desiredSeq", key.desiredSeq()).put("appliedSeq", key.appliedSeq());
    json.putIfPresent("waitingSince", text(key.waitingSince()))
        .putIfPresent("waitsFor", key.waitsFor());
    if (key.state().equals("waiting") || key.state().equals("failing")) {
      json.put("nextAttemptAt", key.dueAt().toString());
    }
  }

  private static JsonArray requests(KeyLook key, String base) {
    var all = new ArrayList<Json>();
    for (String id : key.requestIds()) {
      all.add(JsonObject.builder().put("id", id).put("href", base + "/requests/" + id).build());
    }
    return new JsonArray(all);
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static Matter differences(
      KeyLook key, Material material, Shaping shaping, String linkState) {
    Outlook outlook = Outlook.of(key.resource(), material, shaping);
    var shown = JsonObject.builder();
    JsonObject confirmed =
        material.link() instanceof Link.Linked linked ? linked.shadow() : JsonObject.EMPTY;
    int fields = 0;
    switch (outlook.work().desired()) {
      case Desired.Absent _ -> shown.put("desired", "absent");
      case Desired.Present(var shape) -> {
        List<Change> changes = Difference.between(confirmed, shape);
        fields = changes.size();
        shown.put("desired", shape);
        shown.put("difference", new JsonArray(changes.stream().<Json>map(Change::toJson).toList()));
      }
    }
    if (material.link() instanceof Link.Linked) {
      shown.put("confirmed", confirmed);
    }
    if (outlook.flaw() != null) {
      shown.put("mappingFault", outlook.flaw().text());
    }
    long joining = count(material, InsightAnswer::joins);
    long leaving = count(material, InsightAnswer::leaves);
    long waiting = count(material, InsightAnswer::waits);
    if (key.resource().type().equals("Group")) {
      shown.put("members", members(material));
    }
    barriers(shown, material);
    return new Matter(
        scoped(key, material, shaping),
        account(linkState),
        fields,
        waiting,
        joining + leaving,
        material.barriers().size(),
        0,
        shown.build());
  }

  private static Scoped scoped(KeyLook key, Material material, Shaping shaping) {
    JsonObject document = material.document();
    if (document == null) {
      return new Scoped(false, false, "it is deleted");
    }
    var membership = shaping.scope().judge(key.resource(), document, material.memberOf());
    return new Scoped(true, membership.inside(), membership.rule());
  }

  private static Account account(String linkState) {
    return switch (linkState) {
      case "intent" -> Account.UNCERTAIN;
      case "linked" -> Account.LINKED;
      case "gone" -> Account.GONE;
      default -> Account.NONE;
    };
  }

  private static void barriers(JsonObject.Builder shown, Material material) {
    var owed = new ArrayList<Json>();
    for (Barrier barrier : material.barriers()) {
      boolean off = barrier.kind() == Barrier.Kind.DEACTIVATED;
      owed.add(
          JsonObject.builder()
              .put("change", off ? "deactivated" : "reactivated")
              .put("seq", barrier.seq())
              .build());
    }
    if (!owed.isEmpty()) {
      shown.put("owed", new JsonArray(owed));
    }
  }

  /// A group may have very many members: how many, and some of them.
  private static JsonObject members(Material material) {
    return JsonObject.builder()
        .put("toAdd", members(material, InsightAnswer::joins))
        .put("toRemove", members(material, InsightAnswer::leaves))
        .put("waiting", members(material, InsightAnswer::waits))
        .put("refused", members(material, MemberGap::refused))
        .put("more", material.moreGaps())
        .build();
  }

  private static JsonObject members(Material material, Predicate<MemberGap> which) {
    List<String> sample =
        material.gaps().stream().filter(which).limit(SAMPLE).map(MemberGap::memberId).toList();
    return JsonObject.builder()
        .put("count", count(material, which))
        .put("sample", JsonArray.ofStrings(sample))
        .build();
  }

  private static long count(Material material, Predicate<MemberGap> which) {
    return material.gaps().stream().filter(which).count();
  }

  private static boolean joins(MemberGap gap) {
    return gap.wanted() && gap.confirmedRemoteId() == null && gap.linkedRemoteId() != null;
  }

  private static boolean leaves(MemberGap gap) {
    return gap.confirmedRemoteId() != null && (gap.removalOwed() || !gap.wanted());
  }

  private static boolean waits(MemberGap gap) {
    return gap.wanted() && gap.confirmedRemoteId() == null && gap.linkedRemoteId() == null;
  }

  private static Matter events(KeyLook key, List<Event> events, Shaping shaping) {
    var first = new ArrayList<Json>();
    for (Event event : events.subList(0, Math.min(SAMPLE, events.size()))) {
      first.add(
          JsonObject.builder()
              .put("id", event.id())
              .put("seq", event.seq())
              .put("recordedAt", event.recordedAt().toString())
              .build());
    }
    return new Matter(
        ReceiverScope.of(key, shaping),
        Account.TOLD,
        0,
        0,
        0,
        0,
        events.size(),
        JsonObject.of("events", new JsonArray(first)));
  }
}
