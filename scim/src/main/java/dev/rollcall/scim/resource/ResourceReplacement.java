package dev.rollcall.scim.resource;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.patch.Patched;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.AttributeType;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// PUT (RFC 7644 section 3.5.1): the resource becomes what the client sent.
public final class ResourceReplacement {

  private ResourceReplacement() {}

  /// Returns the resource after a PUT. What the body leaves out is cleared, except what only we
  /// set, what may be set only once, and `active`: a client that never speaks of it must not
  /// reactivate anyone. A body that says the same changes nothing.
  ///
  /// @param current the stored document; without `members` where those are rows, and then `read` is
  ///   to come without them as well
  /// @param read what [ResourceReader#read] made of the body
  public static Result<Patched> replace(
      ResourceTypeDefinition type, JsonObject current, JsonObject read) {
    JsonObject.Builder replaced = read.toBuilder();
    ScimRefusal refusal = keep(type.schema().attributes(), current, read, replaced);
    if (refusal != null) {
      return refusal.result();
    }
    for (var extension : type.extensions()) {
      String urn = extension.schema().urn();
      JsonObject before = object(current.get(urn));
      JsonObject after = object(read.get(urn));
      JsonObject.Builder values = after.toBuilder();
      refusal = keep(extension.schema().attributes(), before, after, values);
      if (refusal != null) {
        return refusal.result();
      }
      replaced.put(urn, values.build());
    }
    JsonObject result = SchemasMember.settle(type, replaced.build());
    return Result.ok(
        SameResource.same(current, result)
            ? new Patched(current, false)
            : new Patched(result, true));
  }

  private record ScimRefusal(String attribute) {
    <T> Result<T> result() {
      return Result.badRequest(
          ScimType.MUTABILITY, "Attribute '" + attribute + "' is immutable and has a value.");
    }
  }

  private static @Nullable ScimRefusal keep(
      List<AttributeDefinition> attributes,
      JsonObject current,
      JsonObject read,
      JsonObject.Builder replaced) {
    for (AttributeDefinition attribute : attributes) {
      String name = attribute.name();
      Json before = current.get(name);
      Json after = read.get(name);
      if (before == null) {
        continue;
      }
      switch (attribute.mutability()) {
        case READ_ONLY, WRITE_ONLY -> replaced.put(name, before);
        case IMMUTABLE -> {
          if (after != null && !SameResource.same(before, after)) {
            return new ScimRefusal(name);
          }
          replaced.put(name, before);
        }
        case READ_WRITE -> {
          ScimRefusal refusal = keepParts(attribute, before, after, replaced);
          if (refusal != null) {
            return refusal;
          }
        }
      }
    }
    return null;
  }

  private static @Nullable ScimRefusal keepParts(
      AttributeDefinition attribute,
      Json before,
      @Nullable Json after,
      JsonObject.Builder replaced) {
    if (after == null && isSwitch(attribute)) {
      replaced.put(attribute.name(), before);
    }
    if (before instanceof JsonObject whole) {
      // Leaving out the whole does not clear a part that stays when it is left out.
      JsonObject next = object(after);
      var parts = next.toBuilder();
      ScimRefusal refusal = keep(setOnce(attribute), whole, next, parts);
      if (refusal != null) {
        return refusal;
      }
      JsonObject kept = parts.build();
      if (!kept.isUnassigned()) {
        replaced.put(attribute.name(), kept);
      }
    }
    return null;
  }

  /// The parts of a complex attribute that are set once and for all.
  private static List<AttributeDefinition> setOnce(AttributeDefinition attribute) {
    return attribute.subAttributes().stream()
        .filter(it -> it.mutability() == Mutability.IMMUTABLE)
        .toList();
  }

  private static boolean isSwitch(AttributeDefinition attribute) {
    return attribute.type() == AttributeType.BOOLEAN && attribute.name().equals("active");
  }

  private static JsonObject object(@Nullable Json value) {
    return value instanceof JsonObject object ? object : JsonObject.EMPTY;
  }
}
