package dev.rollcall.scim.patch;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.filter.CaseRule;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.Elements;
import dev.rollcall.scim.schema.Mutability;

/// Applies one operation to the value of one attribute. Unassigned is null, going in and coming
/// out.
final class AttributeChange {
  private static final String VALUE = "value";

  private final ElementChange elements;

  AttributeChange(Leniency leniency) {
    this.elements = new ElementChange(leniency);
  }

  Result<Json> apply(AttributeDefinition attribute, Json before, PatchOperation operation) {
    if (attribute.multiValued()) {
      return elements
          .apply(attribute, before, operation)
          .flatMap(after -> immutable(attribute, before, after));
    }
    String sub = operation.path().attribute().subAttribute();
    Json value = operation.value();
    Json change = sub == null ? value : JsonObject.of(sub, value);
    return change instanceof JsonObject members
        ? merge(attribute, objectOrEmpty(before), members)
        : cleared(attribute, before, change);
  }

  /// What is set once and for all does not go with the whole that it is a part of.
  private static Result<Json> cleared(AttributeDefinition attribute, Json before, Json change) {
    return FixedParts.hasImmutable(attribute, objectOrEmpty(before))
        ? refused(attribute)
        : immutable(attribute, before, change);
  }

  /// Sets the given sub-attributes of a complex value and keeps the others; null clears one.
  static Result<Json> merge(AttributeDefinition attribute, JsonObject before, JsonObject change) {
    boolean reference = CaseRule.refersToResources(attribute);
    Json id = change.get(VALUE);
    // What belonged to the old reference, such as a name, does not belong to the new one.
    boolean elsewhere = reference && id != null && !id.equals(before.get(VALUE));
    var members = elsewhere ? JsonObject.builder() : before.toBuilder();
    for (var member : change.members().entrySet()) {
      AttributeDefinition sub = attribute.subAttribute(member.getKey()).orElse(null);
      Json old = before.get(member.getKey());
      if (sub != null
          && immutable(sub, old == null ? JsonNull.NULL : old, member.getValue())
              instanceof Result.Refused<Json> refused) {
        return refused;
      }
      members.put(member.getKey(), member.getValue());
    }
    JsonObject after = Elements.assignedPart(members.build());
    boolean pointless = reference && after.get(VALUE) == null;
    Json result = pointless || after.isUnassigned() ? JsonNull.NULL : after;
    return immutable(attribute, before.isUnassigned() ? JsonNull.NULL : before, result);
  }

  /// Lets a value pass unless it changes one that is set once and for all.
  private static Result<Json> immutable(AttributeDefinition attribute, Json before, Json after) {
    boolean refused =
        attribute.mutability() == Mutability.IMMUTABLE
            && !before.isUnassigned()
            && !SameContent.of(before, after);
    return refused ? refused(attribute) : Result.ok(after);
  }

  private static Result<Json> refused(AttributeDefinition attribute) {
    return Result.badRequest(
        ScimType.MUTABILITY, "Attribute '" + attribute.name() + "' is set once and for all.");
  }

  private static JsonObject objectOrEmpty(Json json) {
    return json instanceof JsonObject object ? object : JsonObject.EMPTY;
  }
}
