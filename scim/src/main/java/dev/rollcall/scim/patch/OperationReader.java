package dev.rollcall.scim.patch;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.dialect.OneElementArray;
import dev.rollcall.scim.dialect.OpenExtension;
import dev.rollcall.scim.dialect.PathsAsKeys;
import dev.rollcall.scim.dialect.RepeatedReadOnly;
import dev.rollcall.scim.dialect.UnknownAttribute;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.patch.WireOperation.Kind;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.PatchPath;
import dev.rollcall.scim.path.PathParser;
import dev.rollcall.scim.path.PathReading;
import dev.rollcall.scim.path.PathReading.Target;
import dev.rollcall.scim.path.PathReading.Undefined;
import dev.rollcall.scim.path.PathReading.Whole;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.StorableText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns operations as they stand in the message into standard ones: finds out what their paths
/// mean, and takes values without a path, or with the path of a whole schema, apart.
final class OperationReader {
  private final ResourceTypeDefinition type;
  private final Leniency leniency;
  private final PathParser paths;
  private final TargetedOperation targeted;

  OperationReader(ResourceTypeDefinition type, Leniency leniency, FilterLimits limits) {
    this.type = type;
    this.leniency = leniency;
    this.paths = new PathParser(limits, leniency);
    this.targeted = new TargetedOperation(leniency);
  }

  /// Empty where the operation concerns nothing that is kept.
  Result<List<PatchOperation>> read(WireOperation wire) {
    String path = wire.path();
    if (path == null) {
      return wire.kind() == Kind.REMOVE
          ? Result.badRequest(ScimType.NO_TARGET, "A remove operation wants a path.")
          : members(wire, "");
    }
    return paths
        .parse(type, path)
        .flatMap(reading ->
            switch (reading) {
              case Target target -> targeted.make(wire, target);
              case Whole whole -> whole(wire, whole);
              case Undefined(var unknown) -> undefined(wire, unknown);
            });
  }

  private Result<List<PatchOperation>> whole(WireOperation wire, Whole whole) {
    if (!whole.extension()) {
      return wire.kind() == Kind.REMOVE
          ? Result.badRequest(
              ScimType.MUTABILITY, "The base schema has required attributes and stays.")
          : members(wire, "");
    }
    String urn = whole.schema().urn();
    boolean clears =
        wire.kind() == Kind.REMOVE
            || (wire.kind() == Kind.REPLACE && wire.value() instanceof JsonNull);
    if (clears && isRequired(urn)) {
      return Result.badRequest(
          ScimType.MUTABILITY, "Extension '" + urn + "' is required and stays.");
    }
    if (clears) {
      var all = new PatchPath(new AttributePath(urn, "", null), null);
      return Result.ok(List.of(new PatchOperation.Remove(all)));
    }
    return members(wire, urn + ":");
  }

  private boolean isRequired(String urn) {
    return type.extensions().stream()
        .anyMatch(it -> it.required() && it.schema().urn().equals(urn));
  }

  /// One operation for each member of a value (RFC 7644 sections 3.5.2.1 and 3.5.2.3).
  ///
  /// @param prefix what qualifies the members' names
  private Result<List<PatchOperation>> members(WireOperation wire, String prefix) {
    Json given = wire.value();
    if (given == null) {
      return invalidValue("An operation that adds or replaces wants a value.");
    }
    Json value = leniency.singleValueAsArray() ? OneElementArray.unwrap(given) : given;
    if (value instanceof JsonNull && !prefix.isEmpty()) {
      return Result.ok(List.of());
    }
    if (!(value instanceof JsonObject object)) {
      return invalidValue("Without the path of an attribute the value is an object.");
    }
    var operations = new ArrayList<PatchOperation>();
    for (var member : object.members().entrySet()) {
      switch (member(wire, prefix, member.getKey(), member.getValue())) {
        case Result.Ok<List<PatchOperation>>(var made) -> operations.addAll(made);
        case Result.Refused<List<PatchOperation>> refused -> {
          return refused;
        }
      }
    }
    return Result.ok(List.copyOf(operations));
  }

  private Result<List<PatchOperation>> member(
      WireOperation wire, String prefix, String name, Json value) {
    WireOperation one = wire.at(prefix + name, value);
    Result<PathReading> read = paths.parse(type, prefix + name);
    if (read instanceof Result.Refused<PathReading>(var error)) {
      // A member's name is no path unless it can be read as one; but a path with a bad filter is.
      return error.scimType() == ScimType.INVALID_PATH
          ? undefined(one, null)
          : Result.refused(error);
    }
    return read.flatMap(reading ->
        switch (reading) {
          case Undefined(var unknown) -> undefined(one, unknown);
          case Whole whole -> whole(one, whole);
          case Target _ when !leniency.expandDottedKeys() && PathsAsKeys.isPath(name) ->
              undefined(one, null);
          case Target target when RepeatedReadOnly.isHarmless(target.attribute(), target.leaf()) ->
              Result.ok(List.of());
          case Target target -> targeted.make(one, target);
        });
  }

  private Result<List<PatchOperation>> undefined(
      WireOperation wire, @Nullable AttributePath unknown) {
    if (unknown == null
        || !leniency.ignoreUnknownAttributes()
        || !OpenExtension.isIn(type, unknown)) {
      return UnknownAttribute.toNothing(
          "No schema of " + type.name() + " defines '" + wire.path() + "'.", leniency);
    }
    Json value = wire.value();
    var open = new PatchPath(unknown, null);
    return switch (wire.kind()) {
      case REMOVE -> Result.ok(List.of(new PatchOperation.Remove(open)));
      case ADD, REPLACE ->
          value == null || !StorableText.isStorable(value)
              ? invalidValue("An operation that adds or replaces wants a value that can be kept.")
              : Result.ok(List.of(new PatchOperation.Replace(open, value)));
    };
  }

  private static Result<List<PatchOperation>> invalidValue(String sentence) {
    return Result.badRequest(ScimType.INVALID_VALUE, sentence);
  }
}
