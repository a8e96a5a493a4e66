package dev.rollcall.standalone.demoapp;

import dev.rollcall.schemas.event.TakenKey;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.FilterEvaluator;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.resource.ResourceKeys;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The resources of the demo app, with ids of its own and unique keys.
final class ScimAppStore {
  private final FilterParser filters = new FilterParser(FilterLimits.CLIENT);
  private final Map<String, Map<String, JsonObject>> byType = new HashMap<>();
  private int lastId;

  Map<String, JsonObject> all(String type) {
    return byType.computeIfAbsent(type, _ -> new TreeMap<>());
  }

  Optional<JsonObject> find(ResourceTypeDefinition type, String id) {
    return Optional.ofNullable(all(type.name()).get(id));
  }

  Result<JsonObject> create(ResourceTypeDefinition type, JsonObject resource) {
    lastId++;
    return replace(type, "app-" + lastId, resource);
  }

  Result<JsonObject> replace(ResourceTypeDefinition type, String id, JsonObject resource) {
    List<TakenKey> keys = ResourceKeys.of(type, resource);
    for (var other : all(type.name()).entrySet()) {
      boolean taken =
          ResourceKeys.of(type, bare(other.getValue())).stream().anyMatch(keys::contains);
      if (taken && !other.getKey().equals(id)) {
        return Result.refused(new ScimError(409, ScimType.UNIQUENESS, "That name is taken."));
      }
    }
    JsonObject kept =
        resource.toBuilder()
            .put("id", id)
            .put("meta", JsonObject.builder().put("resourceType", type.name()).build())
            .build();
    all(type.name()).put(id, kept);
    return Result.ok(kept);
  }

  /// Deletes. Nobody is a member who is not there: vendors let go of memberships with the account,
  /// and a client that deletes a leaver before it takes them out of their groups relies on that.
  void delete(ResourceTypeDefinition type, String id) {
    all(type.name()).remove(id);
    all("Group").replaceAll((_, group) -> without(id, group));
  }

  private static JsonObject without(String member, JsonObject group) {
    if (!(group.get("members") instanceof JsonArray(List<Json> members))) {
      return group;
    }
    List<Json> left =
        members.stream()
            .filter(it ->
                !(it instanceof JsonObject each && each.text("value").equals(Optional.of(member))))
            .toList();
    return left.size() == members.size()
        ? group
        : group.toBuilder().put("members", new JsonArray(left)).build();
  }

  /// Finds by the `filter` of a raw query; all where there is none.
  Result<List<JsonObject>> search(ResourceTypeDefinition type, String rawQuery) {
    List<JsonObject> every = List.copyOf(all(type.name()).values());
    for (String pair : rawQuery.split("&", -1)) {
      if (pair.startsWith("filter=")) {
        String text = URLDecoder.decode(pair.substring("filter=".length()), StandardCharsets.UTF_8);
        return filters
            .parse(type, text)
            .map(filter ->
                every.stream().filter(it -> FilterEvaluator.matches(type, filter, it)).toList());
      }
    }
    return Result.ok(every);
  }

  /// A resource as the protocol library takes it: without what the server adds.
  static JsonObject bare(JsonObject kept) {
    return kept.without("id").without("meta");
  }
}
