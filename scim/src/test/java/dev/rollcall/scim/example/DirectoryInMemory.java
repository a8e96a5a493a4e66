package dev.rollcall.scim.example;

import dev.rollcall.schemas.event.ResourceId;
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
import dev.rollcall.scim.resource.ResourceReader;
import dev.rollcall.scim.resource.ResourceRenderer;
import dev.rollcall.scim.resource.ResourceState;
import dev.rollcall.scim.resource.WriteOnly;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

/// Users in a map: all that is left to do around the library is to keep things.
final class DirectoryInMemory {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.CLIENT);
  private static final String BASE = "https://scim.example.com/scim/v2";
  private static final ResourceTypeDefinition USER =
      SchemaRegistry.standard().byEndpoint("/Users").orElseThrow();

  private final SequencedMap<ResourceId, ResourceState> users;

  DirectoryInMemory(SequencedMap<ResourceId, ResourceState> users) {
    this.users = users;
  }

  /// POST: canonical form, or the refusal. The id and the time are the caller's, for the library
  /// has neither clock nor randomness.
  String post(byte[] body, ResourceId id, Instant now) {
    JsonObject kept = WriteOnly.strip(USER, JSON.readObject(body)).body();
    return switch (ResourceReader.read(USER, kept, Leniency.ALL)) {
      case Result.Refused<JsonObject>(var error) -> JSON.writeText(Messages.error(error));
      case Result.Ok<JsonObject>(var document) -> {
        users.put(id, new ResourceState(id, document, 1, now, now));
        yield shown(id);
      }
    };
  }

  /// PATCH: all operations or none; what changes nothing keeps its version.
  String patch(ResourceId id, byte[] body, Instant now) {
    ResourceState before = Objects.requireNonNull(users.get(id));
    Result<Patched> patched =
        new PatchParser(PatchLimits.CLIENT)
            .parse(USER, JSON.readObject(body), Leniency.ALL)
            .flatMap(it -> PatchEngine.apply(USER, before.document(), it, Leniency.ALL));
    return switch (patched) {
      case Result.Refused<Patched>(var error) -> JSON.writeText(Messages.error(error));
      case Result.Ok<Patched>(var after) -> {
        if (after.changed()) {
          long next = before.version() + 1;
          users.put(id, new ResourceState(id, after.resource(), next, before.created(), now));
        }
        yield shown(id);
      }
    };
  }

  /// GET with a filter.
  String search(String filter) {
    return switch (new FilterParser(FilterLimits.CLIENT).parse(USER, filter)) {
      case Result.Refused<Filter>(var error) -> JSON.writeText(Messages.error(error));
      case Result.Ok<Filter>(var parsed) -> {
        List<JsonObject> found =
            users.values().stream()
                .map(it -> ResourceRenderer.render(USER, it, BASE))
                .filter(it -> FilterEvaluator.matches(USER, parsed, it))
                .toList();
        yield JSON.writeText(Messages.listResponse(found.size(), 1, found));
      }
    };
  }

  private String shown(ResourceId id) {
    return JSON.writeText(
        ResourceRenderer.render(USER, Objects.requireNonNull(users.get(id)), BASE));
  }
}
