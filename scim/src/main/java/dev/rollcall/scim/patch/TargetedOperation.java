package dev.rollcall.scim.patch;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.dialect.ReferenceShapes;
import dev.rollcall.scim.dialect.RemovalByValue;
import dev.rollcall.scim.filter.CaseRule;
import dev.rollcall.scim.patch.WireOperation.Kind;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.PatchPath;
import dev.rollcall.scim.path.PathReading.Target;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ValueCoercion;
import java.util.List;

/// Makes the standard operation on a target, or refuses what the attribute's definition forbids
/// whatever the resource looks like.
final class TargetedOperation {
  private final Leniency leniency;
  private final ValueCoercion coercion;

  TargetedOperation(Leniency leniency) {
    this.leniency = leniency;
    this.coercion = new ValueCoercion(leniency);
  }

  /// Empty where the operation asks for nothing that is kept.
  Result<List<PatchOperation>> make(WireOperation wire, Target target) {
    if (has(target, Mutability.READ_ONLY)) {
      return mutability(target, "is readOnly");
    }
    return isAddress(target)
        ? readdressed(wire, target)
        : wire.kind() == Kind.REMOVE ? removal(wire, target) : assignment(wire, target);
  }

  private static boolean isAddress(Target target) {
    return target.subAttribute() != null
        && target.subAttribute().name().equals("$ref")
        && CaseRule.refersToResources(target.attribute());
  }

  /// The address of a resource follows from its id and is not kept: to set it sets the id at its
  /// end, to remove it does nothing.
  private Result<List<PatchOperation>> readdressed(WireOperation wire, Target target) {
    Json address = wire.value() == null ? JsonNull.NULL : wire.value();
    JsonObject reference = ReferenceShapes.withValue(JsonObject.of("$ref", address));
    Json id = reference.get("value");
    if (wire.kind() == Kind.REMOVE || id == null) {
      return Result.ok(List.of());
    }
    AttributePath path = target.path().attribute();
    var toValue = new AttributePath(path.schemaUrn(), path.attribute(), "value");
    return assignment(
        new WireOperation(wire.kind(), toValue.toString(), id),
        new Target(
            new PatchPath(toValue, target.path().filter()),
            target.attribute(),
            target.attribute().subAttribute("value").orElseThrow()));
  }

  private Result<List<PatchOperation>> removal(WireOperation wire, Target target) {
    Json listed = wire.value();
    if (listed != null && !(listed instanceof JsonNull) && removesByValue(target)) {
      return coercion.coerce(target.attribute(), listed).map(elements -> removal(target, elements));
    }
    if (target.leaf().required() && !target.isElement()) {
      return mutability(target, "is required");
    }
    return kept(target, new PatchOperation.Remove(target.path()));
  }

  private boolean removesByValue(Target target) {
    return leniency.memberRemoveByValueArray()
        && target.path().filter() == null
        && target.subAttribute() == null
        && target.attribute().multiValued();
  }

  /// A list that names nobody removes nobody.
  private static List<PatchOperation> removal(Target target, Json elements) {
    return elements instanceof JsonArray listed
        ? RemovalByValue.toFilter(target.leaf(), listed)
            .<List<PatchOperation>>map(
                it -> List.of(new PatchOperation.Remove(target.path().where(it))))
            .orElse(List.of())
        : List.of();
  }

  private Result<List<PatchOperation>> assignment(WireOperation wire, Target target) {
    Json given = wire.value();
    if (given == null) {
      return invalidValue(target, "wants a value");
    }
    AttributeDefinition leaf = target.leaf();
    Result<Json> coerced =
        target.isElement()
            ? coercion.coerceElementChange(leaf, given)
            : coercion.coerceChange(leaf, given);
    return coerced.flatMap(value -> {
      if (leaf.required() && !target.isElement() && isBlank(value)) {
        return invalidValue(target, "is required and cannot be empty");
      }
      PatchPath path = target.path();
      return kept(
          target,
          wire.kind() == Kind.ADD
              ? new PatchOperation.Add(path, value)
              : new PatchOperation.Replace(path, value));
    });
  }

  /// A password is never kept, and `schemas` follows from what the resource has: to ask for either
  /// is legal and does nothing.
  private static Result<List<PatchOperation>> kept(Target target, PatchOperation operation) {
    boolean derived = target.attribute().name().equals("schemas");
    return Result.ok(
        derived || has(target, Mutability.WRITE_ONLY) ? List.of() : List.of(operation));
  }

  private static boolean isBlank(Json value) {
    return value.isUnassigned() || (value instanceof JsonString(var text) && text.isBlank());
  }

  private static boolean has(Target target, Mutability mutability) {
    return target.attribute().mutability() == mutability
        || target.leaf().mutability() == mutability;
  }

  private static Result<List<PatchOperation>> mutability(Target target, String clause) {
    return Result.badRequest(
        ScimType.MUTABILITY, "Attribute '" + target.path().attribute() + "' " + clause + ".");
  }

  private static Result<List<PatchOperation>> invalidValue(Target target, String clause) {
    return Result.badRequest(
        ScimType.INVALID_VALUE, "Attribute '" + target.path().attribute() + "' " + clause + ".");
  }
}
