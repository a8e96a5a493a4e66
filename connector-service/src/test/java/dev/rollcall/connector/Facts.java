package dev.rollcall.connector;

import dev.rollcall.connector.delivery.core.Action.Publish;
import dev.rollcall.connector.delivery.core.Event;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Urns;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// Facts as tests need them.
public final class Facts {
  private Facts() {}

  public static ResourceRef user(String id) {
    return new ResourceRef("User", new ResourceId(id));
  }

  public static ResourceRef group(String id) {
    return new ResourceRef("Group", new ResourceId(id));
  }

  public static JsonObject person(String userName) {
    return JsonObject.builder()
        .put("schemas", JsonArray.ofStrings(List.of(Urns.USER)))
        .put("userName", userName)
        .put("active", true)
        .build();
  }

  public static JsonObject team(String displayName) {
    return JsonObject.builder()
        .put("schemas", JsonArray.ofStrings(List.of(Urns.GROUP)))
        .put("displayName", displayName)
        .build();
  }

  public static Fact created(ResourceRef resource, JsonObject document) {
    return new Fact.ResourceCreated(resource, 1, document, List.of());
  }

  public static Fact changed(ResourceRef resource, long version, JsonObject document) {
    return new Fact.ResourceChanged(resource, version, document, List.of());
  }

  public static Fact deactivated(ResourceRef resource, long version, JsonObject document) {
    return new Fact.ResourceDeactivated(
        resource, version, document.toBuilder().put("active", false).build(), List.of());
  }

  public static Fact reactivated(ResourceRef resource, long version, JsonObject document) {
    return new Fact.ResourceReactivated(
        resource, version, document.toBuilder().put("active", true).build(), List.of());
  }

  public static Fact deleted(ResourceRef resource, long version) {
    return new Fact.ResourceDeleted(resource, version);
  }

  public static Fact joined(ResourceRef group, long version, String... users) {
    return new Fact.MembersAdded(
        group,
        version,
        Arrays.stream(users).map(id -> new Member(new ResourceId(id), "User")).toList());
  }

  public static Fact left(ResourceRef group, long version, String... users) {
    return new Fact.MembersRemoved(
        group, version, Arrays.stream(users).map(ResourceId::new).toList());
  }

  /// The telling of a creation, as the action that a target is to do.
  public static Publish published(ResourceRef resource, long seq, String userName) {
    return new Publish(
        new Event(
            "evt-" + seq,
            seq,
            0,
            Instant.EPOCH,
            "request-" + seq,
            created(resource, person(userName)),
            null));
  }
}
