package dev.rollcall.connector.feed.core;

import dev.rollcall.connector.delivery.core.Action.AddMembers;
import dev.rollcall.connector.delivery.core.Action.Call;
import dev.rollcall.connector.delivery.core.Action.Create;
import dev.rollcall.connector.delivery.core.Action.Deactivate;
import dev.rollcall.connector.delivery.core.Action.Delete;
import dev.rollcall.connector.delivery.core.Action.Publish;
import dev.rollcall.connector.delivery.core.Action.Reactivate;
import dev.rollcall.connector.delivery.core.Action.RemoveMembers;
import dev.rollcall.connector.delivery.core.Action.Reread;
import dev.rollcall.connector.delivery.core.Action.Resolve;
import dev.rollcall.connector.delivery.core.Action.Update;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Created;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Answer.Found;
import dev.rollcall.connector.delivery.core.Answer.NotFound;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.MemberGap;
import dev.rollcall.connector.feed.core.Draft.Membership;
import dev.rollcall.connector.feed.core.Told.Already;
import dev.rollcall.connector.feed.core.Told.ByEntry;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Says what a feed tells of a call. The feed knows what it has told: a call that was carried out
/// and whose answer was lost is told once.
public final class Telling {
  private static final String ACTIVE = "active";

  private final ResourceRef resource;
  private final @Nullable JsonObject known;

  private Telling(ResourceRef resource, @Nullable JsonObject known) {
    this.resource = resource;
    this.known = known;
  }

  /// Returns what comes of a call.
  ///
  /// @param known what the entries so far make of the resource, or null where there is none by them
  public static Told of(ResourceRef resource, Call call, @Nullable JsonObject known) {
    var telling = new Telling(resource, known);
    return switch (call) {
      case Create(var shape) -> telling.create(shape);
      case Resolve _, Reread _ -> new Already(telling.shown());
      case Update(_, _, _, var shape) -> telling.change(shape);
      case Deactivate _ -> telling.activity(false);
      case Reactivate _ -> telling.activity(true);
      case Delete _ -> telling.deletion();
      case AddMembers(_, var members) -> telling.members(What.MEMBERS_ADDED, members);
      case RemoveMembers(_, var members) -> telling.members(What.MEMBERS_REMOVED, members);
      case Publish _ -> throw new IllegalStateException("A feed gets differences");
    };
  }

  private Told create(JsonObject shape) {
    // What was told without our hearing of it is searched for, and compared with what there is now.
    return known == null
        ? entry(What.CREATED, shape, new Created(id(), null))
        : failed(FailureKind.CONFLICT, "The feed has told of it already");
  }

  private Answer shown() {
    return known == null ? new NotFound() : new Found(id(), null, known);
  }

  private Told change(JsonObject shape) {
    if (known == null) {
      return vanished();
    }
    if (known.equals(shape)) {
      return new Already(new Done(null));
    }
    boolean before = isActive(known);
    boolean after = isActive(shape);
    What what = before == after ? What.UPDATED : after ? What.REACTIVATED : What.DEACTIVATED;
    return entry(what, shape, new Done(null));
  }

  private Told activity(boolean active) {
    return known == null ? vanished() : change(known.with(ACTIVE, JsonBoolean.of(active)));
  }

  private Told deletion() {
    return known == null
        ? new Already(new Done(null))
        : new ByEntry(new Draft(What.DELETED, resource, bare(), null, List.of()), new Done(null));
  }

  private Told members(What what, List<MemberGap> gaps) {
    if (known == null) {
      return vanished();
    }
    var shown = new ArrayList<Json>();
    var members = new ArrayList<Membership>();
    for (MemberGap gap : gaps) {
      var member = JsonObject.builder().put("value", gap.memberId());
      if (what == What.MEMBERS_ADDED) {
        member.put("type", gap.memberType());
      }
      shown.add(member.build());
      members.add(new Membership(gap.memberId(), gap.memberType()));
    }
    JsonObject data = bare().with("members", new JsonArray(shown));
    return new ByEntry(new Draft(what, resource, data, null, members), new Done(null));
  }

  private Told entry(What what, JsonObject shape, Answer answer) {
    return new ByEntry(new Draft(what, resource, data(resource, shape), shape, List.of()), answer);
  }

  /// Returns what consumers get of a resource.
  public static JsonObject data(ResourceRef resource, JsonObject shape) {
    return JsonObject.builder()
        .put("id", resource.id().value())
        .putAll(shape.without("id").members())
        .build();
  }

  private JsonObject bare() {
    return JsonObject.of("id", new JsonString(id()));
  }

  private static Told vanished() {
    return failed(FailureKind.VANISHED, "The feed has not told of it");
  }

  private static Told failed(FailureKind kind, String text) {
    return new Already(new Failed(Failure.of(kind, text)));
  }

  private String id() {
    return resource.id().value();
  }

  private static boolean isActive(JsonObject shape) {
    return !JsonBoolean.FALSE.equals(shape.get(ACTIVE));
  }
}
