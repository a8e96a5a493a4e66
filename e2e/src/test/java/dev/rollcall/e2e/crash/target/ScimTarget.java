package dev.rollcall.e2e.crash.target;

import dev.rollcall.e2e.crash.core.Downstream.Account;
import dev.rollcall.e2e.crash.core.Downstream.Arrival;
import dev.rollcall.e2e.crash.target.Target.Ask;
import dev.rollcall.e2e.crash.target.Target.Reply;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterEvaluator;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.message.Messages;
import dev.rollcall.scim.patch.PatchEngine;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.patch.PatchParser;
import dev.rollcall.scim.patch.Patched;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A SCIM app in memory: unique names, entity tags, PATCH. It notes every state that it is brought
/// into. Who is deleted is a member of nothing, and nobody becomes a member who is not there.
final class ScimTarget implements Target.App {
  private static final Reply NOT_FOUND = new Reply(404, "{}");

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final SchemaRegistry registry = SchemaRegistry.standard();
  private final FilterParser filters = new FilterParser(FilterLimits.CLIENT);
  private final PatchParser patches = new PatchParser(PatchLimits.CLIENT);
  private final Map<String, JsonObject> resources = new LinkedHashMap<>();
  private final Map<String, Integer> versions = new LinkedHashMap<>();
  private final String id;
  private final Sightings sightings;
  private int ids;

  ScimTarget(String id, Sightings sightings) {
    this.id = id;
    this.sightings = sightings;
  }

  /// What it holds.
  synchronized List<Account> accounts() {
    return resources.entrySet().stream().map(it -> account(it.getKey(), it.getValue())).toList();
  }

  @Override
  public synchronized Reply answer(Ask ask) {
    List<String> path = List.of(ask.path().substring(1).split("/", -1));
    Optional<ResourceTypeDefinition> type = registry.byEndpoint("/" + path.getFirst());
    if (type.isEmpty()) {
      return NOT_FOUND;
    }
    if (path.size() == 1) {
      return ask.method().equals("POST") ? create(type.get(), ask) : search(type.get(), ask);
    }
    String place = ask.path();
    JsonObject current = resources.get(place);
    if (current == null) {
      return NOT_FOUND;
    }
    String wanted = ask.header("If-Match");
    if (!wanted.isEmpty() && !wanted.equals(tag(place))) {
      return new Reply(412, "{}");
    }
    return switch (ask.method()) {
      case "GET" -> new Reply(200, json.writeText(shown(place)));
      case "PATCH" -> patch(type.get(), place, current, ask);
      case "DELETE" -> {
        resources.remove(place);
        resources.replaceAll((_, it) -> withoutStrangers(it));
        yield new Reply(204, "");
      }
      default -> new Reply(405, "{}");
    };
  }

  private Reply create(ResourceTypeDefinition type, Ask ask) {
    JsonObject resource = body(ask);
    String unique = type.name().equals("User") ? "userName" : "displayName";
    String name = resource.text(unique).orElse("");
    boolean taken =
        ofType(type)
            .anyMatch(it -> it.getValue().text(unique).filter(name::equalsIgnoreCase).isPresent());
    if (taken) {
      return new Reply(409, "{\"scimType\":\"uniqueness\"}");
    }
    ids++;
    String place = type.endpoint() + "/r" + ids;
    store(place, resource, ask);
    return new Reply(201, json.writeText(shown(place)));
  }

  private Reply search(ResourceTypeDefinition type, Ask ask) {
    String text = ask.query().replaceFirst("^.*filter=", "").replaceFirst("&.*$", "");
    return switch (filters.parse(type, text)) {
      case Result.Refused<Filter> _ -> new Reply(400, "{}");
      case Result.Ok<Filter>(var filter) -> {
        List<JsonObject> found =
            ofType(type)
                .filter(it -> FilterEvaluator.matches(type, filter, it.getValue()))
                .map(it -> shown(it.getKey()))
                .toList();
        yield new Reply(200, json.writeText(Messages.listResponse(found.size(), 1, found)));
      }
    };
  }

  private Reply patch(ResourceTypeDefinition type, String place, JsonObject current, Ask ask) {
    Result<Patched> patched =
        patches
            .parse(type, body(ask), Leniency.ALL)
            .flatMap(it -> PatchEngine.apply(type, current, it, Leniency.ALL));
    return switch (patched) {
      case Result.Refused<Patched>(var error) -> new Reply(error.status(), "{}");
      case Result.Ok<Patched>(var it) -> {
        store(place, it.resource(), ask);
        yield new Reply(200, json.writeText(shown(place)));
      }
    };
  }

  private Stream<Map.Entry<String, JsonObject>> ofType(ResourceTypeDefinition type) {
    return resources.entrySet().stream()
        .filter(it -> it.getKey().startsWith(type.endpoint() + "/"));
  }

  private void store(String place, JsonObject sent, Ask ask) {
    JsonObject resource = withoutStrangers(sent);
    resources.put(place, resource);
    versions.merge(place, 1, Integer::sum);
    Account now = account(place, resource);
    sightings.note(new Arrival(id, ask.at(), now.externalId(), now.title(), now.active(), 0));
  }

  private JsonObject withoutStrangers(JsonObject resource) {
    return resource.get("members") instanceof JsonArray(var elements)
        ? resource.with("members", new JsonArray(elements.stream().filter(this::isThere).toList()))
        : resource;
  }

  private boolean isThere(Json member) {
    return member instanceof JsonObject it
        && it.text("value").filter(value -> resources.containsKey("/Users/" + value)).isPresent();
  }

  private JsonObject shown(String place) {
    JsonObject resource = resources.getOrDefault(place, JsonObject.EMPTY);
    return resource.toBuilder()
        .put("id", place.substring(place.lastIndexOf('/') + 1))
        .put("meta", JsonObject.builder().put("version", tag(place)).build())
        .build();
  }

  private String tag(String place) {
    return "W/\"" + versions.getOrDefault(place, 0) + "\"";
  }

  private Account account(String place, JsonObject resource) {
    boolean user = place.startsWith("/Users/");
    var members = new TreeSet<String>();
    if (resource.get("members") instanceof JsonArray(var elements)) {
      for (Json element : elements) {
        if (element instanceof JsonObject member) {
          member.text("value").ifPresent(members::add);
        }
      }
    }
    return new Account(
        id,
        place.substring(place.lastIndexOf('/') + 1),
        user ? "User" : "Group",
        resource.text("externalId").orElse(""),
        resource.text(user ? "userName" : "displayName").orElse(""),
        resource.text("title").orElse(""),
        !JsonBoolean.FALSE.equals(resource.get("active")),
        members);
  }

  private JsonObject body(Ask ask) {
    return json.readObject(ask.body().getBytes(StandardCharsets.UTF_8));
  }
}
