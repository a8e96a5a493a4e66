package dev.rollcall.scim.patch;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.dialect.OpenExtension;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributeResolver;
import dev.rollcall.scim.path.PatchPath;
import dev.rollcall.scim.resource.RequiredValues;
import dev.rollcall.scim.resource.SchemasMember;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Applies PATCH operations to a resource in canonical form (RFC 7644 section 3.5.2): in order,
/// each to the result of the one before, all or nothing.
public final class PatchEngine {
  private static final String SCHEMAS = "schemas";

  private PatchEngine() {}

  /// Returns the patched resource, with its `schemas` true to what it has; or, where one operation
  /// is refused, that refusal.
  public static Result<Patched> apply(
      ResourceTypeDefinition type,
      JsonObject resource,
      List<PatchOperation> operations,
      Leniency leniency) {
    var change = new AttributeChange(leniency);
    JsonObject current = resource;
    for (PatchOperation operation : operations) {
      switch (step(type, current, operation, change)) {
        case Result.Ok<JsonObject>(var next) -> current = next;
        case Result.Refused<JsonObject>(var error) -> {
          return Result.refused(error);
        }
      }
    }
    if (SameContent.of(resource.without(SCHEMAS), current.without(SCHEMAS))) {
      return Result.ok(new Patched(resource, false));
    }
    return RequiredValues.stillThere(type, resource, SchemasMember.settle(type, current))
        .map(after -> new Patched(after, true));
  }

  private static Result<JsonObject> step(
      ResourceTypeDefinition type,
      JsonObject resource,
      PatchOperation operation,
      AttributeChange change) {
    AttributePath path = operation.path().attribute();
    String urn = path.schemaUrn();
    if (urn != null && path.attribute().isEmpty() && !OpenExtension.isIn(type, path)) {
      return withoutExtension(type, resource, urn, change);
    }
    Optional<AttributeDefinition> definition = AttributeResolver.definition(type, path);
    if (definition.isEmpty() && OpenExtension.isIn(type, path)) {
      return Result.ok(OpenExtension.set(resource, path, operation.value()));
    }
    if (definition.isEmpty()) {
      return Result.badRequest(
          ScimType.INVALID_PATH, "No schema of " + type.name() + " defines '" + path + "'.");
    }
    JsonObject container = urn == null ? resource : objectOrEmpty(resource.get(urn));
    String name = definition.get().name();
    Json before = container.get(name);
    return change
        .apply(definition.get(), before == null ? JsonNull.NULL : before, operation)
        .map(after -> put(container, name, after))
        .map(changed -> urn == null ? changed : put(resource, urn, changed));
  }

  /// Removing an extension removes each of its attributes. What only we set stays, as it does when
  /// a PUT leaves the extension out; what is set once and for all is a refusal.
  private static Result<JsonObject> withoutExtension(
      ResourceTypeDefinition type, JsonObject resource, String urn, AttributeChange change) {
    JsonObject values = objectOrEmpty(resource.get(urn));
    JsonObject rest = JsonObject.EMPTY;
    for (var value : values.members().entrySet()) {
      var path = new AttributePath(urn, value.getKey(), null);
      Optional<AttributeDefinition> definition = AttributeResolver.definition(type, path);
      if (definition.isEmpty()) {
        continue;
      }
      if (definition.get().mutability() == Mutability.READ_ONLY) {
        rest = rest.with(value.getKey(), value.getValue());
        continue;
      }
      var removal = new PatchOperation.Remove(new PatchPath(path, null));
      if (change.apply(definition.get(), value.getValue(), removal)
          instanceof Result.Refused<Json>(var error)) {
        return Result.refused(error);
      }
    }
    return Result.ok(put(resource, urn, rest));
  }

  private static JsonObject objectOrEmpty(@Nullable Json json) {
    return json instanceof JsonObject object ? object : JsonObject.EMPTY;
  }

  private static JsonObject put(JsonObject container, String name, Json value) {
    return value.isUnassigned() ? container.without(name) : container.with(name, value);
  }
}
