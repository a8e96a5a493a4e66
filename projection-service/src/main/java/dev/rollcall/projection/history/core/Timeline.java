package dev.rollcall.projection.history.core;

import dev.rollcall.schemas.event.DecidedPart;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Fact.ResourceDeactivated;
import dev.rollcall.schemas.event.Fact.ResourceDeleted;
import dev.rollcall.schemas.event.Fact.ResourceReactivated;
import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.administration.SecretMembers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The history of one resource as JSON: every request that touched it, with before and after.
public final class Timeline {
  private final ResourceId subject;
  private final Map<Long, JsonObject> versions;

  /// Prepares a timeline.
  ///
  /// @param versions the documents of the resource by version, those of [#before] at least
  public Timeline(ResourceId subject, Map<Long, JsonObject> versions) {
    this.subject = subject;
    this.versions = Map.copyOf(versions);
  }

  /// The versions of a resource that were there before the changes of some requests.
  public static Set<Long> before(ResourceId subject, List<RecordedRequest> requests) {
    return requests.stream()
        .flatMap(request -> request.decision().facts().stream())
        .filter(fact -> fact.resource().id().equals(subject))
        .map(fact -> fact.version() - 1)
        .collect(Collectors.toSet());
  }

  /// One entry.
  public JsonObject entry(RecordedRequest request) {
    var changes = new ArrayList<Json>();
    request.decision().facts().forEach(fact -> change(fact).ifPresent(changes::add));
    return requestOf(request).toBuilder().put("changes", new JsonArray(changes)).build();
  }

  /// What is shown of a request itself.
  public static JsonObject requestOf(RecordedRequest request) {
    var answer =
        JsonObject.builder()
            .put("status", request.answer().status())
            .putIfPresent("scimType", request.answer().scimType())
            .putIfPresent("detail", request.answer().detail());
    var actor =
        JsonObject.builder()
            .put("credential", request.who().credential())
            .putIfPresent("address", request.who().address())
            .putIfPresent("userAgent", request.who().userAgent());
    var shown =
        JsonObject.builder()
            .put("requestId", request.requestId())
            .put("seq", request.seq())
            .put("recordedAt", request.recordedAt().toString())
            .put("actor", actor.build())
            .put("operation", request.operation())
            .put("outcome", answer.build());
    DecidedPart part = request.decision().part();
    return part == null ? shown.build() : shown.put("part", part(part)).build();
  }

  private static JsonObject part(DecidedPart part) {
    return JsonObject.builder()
        .put("first", part.first().value())
        .put("number", part.number())
        .put("of", part.of())
        .build();
  }

  private Optional<JsonObject> change(Fact fact) {
    boolean own = fact.resource().id().equals(subject);
    return switch (fact) {
      case ResourceCreated it -> own ? state("resource.created", fact, it.document()) : none();
      case ResourceChanged it -> own ? state("resource.changed", fact, it.document()) : none();
      case ResourceDeactivated it ->
          own ? state("resource.deactivated", fact, it.document()) : none();
      case ResourceReactivated it ->
          own ? state("resource.reactivated", fact, it.document()) : none();
      case ResourceDeleted _ -> own ? state("resource.deleted", fact, JsonNull.NULL) : none();
      case MembersAdded it ->
          members("members.added", fact, it.members().stream().map(Member::id).toList());
      case MembersRemoved it -> members("members.removed", fact, it.members());
    };
  }

  private static Optional<JsonObject> none() {
    return Optional.empty();
  }

  private Optional<JsonObject> state(String name, Fact fact, Json after) {
    JsonObject before = versions.get(fact.version() - 1);
    return Optional.of(
        JsonObject.builder()
            .put("fact", name)
            .put("version", fact.version())
            .put("before", before == null ? JsonNull.NULL : shown(fact, before))
            .put("after", shown(fact, after))
            .build());
  }

  /// What is sealed stays so, and is not shown either.
  private static Json shown(Fact fact, Json document) {
    return document instanceof JsonObject object
            && ReservedType.of(fact.resource().type()).isPresent()
        ? SecretMembers.shown(object)
        : document;
  }

  /// A group's own history names the members; a member's history names the group.
  private Optional<JsonObject> members(String name, Fact fact, List<ResourceId> members) {
    var change = JsonObject.builder().put("fact", name);
    if (fact.resource().id().equals(subject)) {
      return Optional.of(
          change
              .put("version", fact.version())
              .put("members", JsonArray.ofStrings(members.stream().map(ResourceId::value).toList()))
              .build());
    }
    return members.contains(subject)
        ? Optional.of(change.put("group", fact.resource().id().value()).build())
        : Optional.empty();
  }
}
