package dev.rollcall.scim.patch;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.dialect.BareElement;
import dev.rollcall.scim.dialect.CreationOnMiss;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterEvaluator;
import dev.rollcall.scim.patch.PatchOperation.Add;
import dev.rollcall.scim.patch.PatchOperation.Remove;
import dev.rollcall.scim.patch.PatchOperation.Replace;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.ElementLimits;
import dev.rollcall.scim.schema.Elements;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ValueCoercion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Applies one operation to the elements of a multi-valued attribute.
final class ElementChange {
  private static final String PRIMARY = "primary";

  private final Leniency leniency;
  private final ValueCoercion coercion;

  ElementChange(Leniency leniency) {
    this.leniency = leniency;
    this.coercion = new ValueCoercion(leniency);
  }

  Result<Json> apply(AttributeDefinition attribute, Json before, PatchOperation operation) {
    List<Json> present = BareElement.toElements(before);
    boolean whole =
        operation.path().filter() == null && operation.path().attribute().subAttribute() == null;
    if (!whole) {
      return inElements(attribute, present, operation);
    }
    return switch (operation) {
      case Add(_, var value) -> appended(attribute, present, BareElement.toElements(value));
      case Replace(_, var value) -> Result.ok(replaced(attribute, present, value));
      case Remove _ -> Result.ok(JsonNull.NULL);
    };
  }

  /// Adds what is not there. A twin adds to the element that is there, unless nobody edits that
  /// one; and an added primary element wins over what was primary before.
  private static Result<Json> appended(
      AttributeDefinition attribute, List<Json> present, List<Json> added) {
    if (Elements.isRecord(attribute)) {
      var byIdentity = Elements.byIdentity(attribute, present);
      var all = new ArrayList<>(present);
      added.stream()
          .filter(it -> !byIdentity.containsKey(Elements.identityOf(attribute, it)))
          .forEach(all::add);
      return Result.ok(array(all));
    }
    boolean moves = Elements.countPrimary(added) > 0;
    var all = new ArrayList<Json>();
    present.forEach(it -> all.add(moves ? withoutPrimary(it) : it));
    all.addAll(added);
    List<Json> distinct = Elements.collapse(attribute, all);
    return ElementLimits.RESOURCE.allow(attribute, distinct.size())
        ? Result.ok(array(distinct))
        : Result.badRequest(
            ScimType.INVALID_VALUE, "'" + attribute.name() + "' has too many elements.");
  }

  /// A member that stays keeps what the server knows about it beyond its id.
  private static Json replaced(AttributeDefinition attribute, List<Json> present, Json value) {
    if (!Elements.isRecord(attribute)) {
      return value;
    }
    var known = Elements.byIdentity(attribute, present);
    return array(
        BareElement.toElements(value).stream()
            .map(it -> known.getOrDefault(Elements.identityOf(attribute, it), it))
            .toList());
  }

  /// Changes each element that the filter chooses; without a filter, each element.
  private Result<Json> inElements(
      AttributeDefinition attribute, List<Json> present, PatchOperation operation) {
    Filter filter = operation.path().filter();
    var after = new ArrayList<Json>();
    var primaries = new ArrayList<Integer>();
    boolean found = false;
    for (Json element : present) {
      if (filter != null && !FilterEvaluator.matchesElement(attribute, filter, element)) {
        after.add(element);
        continue;
      }
      found = true;
      switch (changed(attribute, element, operation)) {
        case Result.Ok<Json>(var changed) -> {
          if (setsPrimary(operation) && Elements.isPrimary(changed)) {
            primaries.add(after.size());
          }
          if (!changed.isUnassigned()) {
            after.add(changed);
          }
        }
        case Result.Refused<Json> refused -> {
          return refused;
        }
      }
    }
    if (!found) {
      return missed(attribute, present, operation);
    }
    if (primaries.size() > 1) {
      return Result.badRequest(
          ScimType.INVALID_VALUE, "'" + attribute.name() + "' can have one primary element only.");
    }
    if (!primaries.isEmpty()) {
      int winner = primaries.getFirst();
      for (int i = 0; i < after.size(); i++) {
        after.set(i, i == winner ? after.get(i) : withoutPrimary(after.get(i)));
      }
    }
    return Result.ok(array(Elements.collapse(attribute, after)));
  }

  private static Result<Json> changed(
      AttributeDefinition attribute, Json element, PatchOperation operation) {
    String sub = operation.path().attribute().subAttribute();
    if (sub != null) {
      return subChanged(attribute, element, operation, sub);
    }
    return switch (operation) {
      case Remove _ -> Result.ok(JsonNull.NULL);
      case Add(_, JsonObject value) when element instanceof JsonObject before ->
          edited(attribute, before, value).map(it -> reduced(attribute, before, it));
      case Add(_, var value) -> Result.ok(value.isUnassigned() ? element : value);
      case Replace(var path, JsonObject value) when element instanceof JsonObject before -> {
        JsonObject terms = terms(path.filter());
        JsonObject next = Elements.assignedPart(terms.toBuilder().putAll(value.members()).build());
        yield Elements.isRecord(attribute) && !SameContent.of(before, next)
            ? immutable(attribute)
            : Result.ok(Elements.assignedPart(value).isUnassigned() ? JsonNull.NULL : next);
      }
      case Replace(_, var value) -> Result.ok(value);
    };
  }

  private static Result<Json> subChanged(
      AttributeDefinition attribute, Json element, PatchOperation operation, String sub) {
    if (!(element instanceof JsonObject before)) {
      return Result.ok(element);
    }
    Json value = operation.value();
    return edited(attribute, before, JsonObject.of(sub, value))
        .map(it -> reduced(attribute, before, it));
  }

  /// Sub-attributes that are immutable are those of a record which is added or removed whole, so
  /// not even one that is missing can be set later.
  private static Result<Json> edited(
      AttributeDefinition attribute, JsonObject before, JsonObject change) {
    for (var member : change.members().entrySet()) {
      boolean fixed =
          attribute
              .subAttribute(member.getKey())
              .filter(it -> it.mutability() == Mutability.IMMUTABLE)
              .isPresent();
      Json old = before.get(member.getKey());
      Json now = member.getValue();
      boolean same = old == null ? now.isUnassigned() : SameContent.of(old, now);
      if (fixed && !same) {
        return immutable(attribute);
      }
    }
    return AttributeChange.merge(attribute, before, change);
  }

  /// An element that lost all but its type and its mark is dropped.
  private static Json reduced(AttributeDefinition attribute, JsonObject before, Json after) {
    return after instanceof JsonObject object
            && !before.members().keySet().equals(object.members().keySet())
            && object.members().size() < before.members().size()
            && Elements.isHollow(attribute, object)
        ? JsonNull.NULL
        : after;
  }

  /// No element was found: make the one that was meant, or refuse. One that the filter would not
  /// find either is not made: the same request sent again would make another.
  private Result<Json> missed(
      AttributeDefinition attribute, List<Json> present, PatchOperation operation) {
    Json value = operation.value();
    Json change = value instanceof JsonObject object ? Elements.assignedPart(object) : value;
    if (change.isUnassigned()) {
      return Result.ok(array(present));
    }
    String sub = operation.path().attribute().subAttribute();
    JsonObject members =
        sub != null
            ? JsonObject.of(sub, change)
            : change instanceof JsonObject object ? object : JsonObject.EMPTY;
    Filter filter = operation.path().filter();
    return template(attribute, filter)
        .flatMap(terms -> made(attribute, terms.toBuilder().putAll(members.members()).build()))
        .filter(made -> filter == null || FilterEvaluator.matchesElement(attribute, filter, made))
        .map(made -> appended(attribute, present, List.of(made)))
        .orElseGet(() ->
            Result.badRequest(ScimType.NO_TARGET, "No element fits '" + operation.path() + "'."));
  }

  /// A filter may compare with what the schema would not let in.
  private Optional<JsonObject> made(AttributeDefinition attribute, JsonObject element) {
    return coercion.coerceElementChange(attribute, element)
            instanceof Result.Ok<Json>(JsonObject canonical)
        ? Optional.of(Elements.assignedPart(canonical))
        : Optional.empty();
  }

  /// Members are resources; a filter does not make one.
  private Optional<JsonObject> template(AttributeDefinition attribute, @Nullable Filter filter) {
    if (attribute.subAttributes().isEmpty() || Elements.isRecord(attribute)) {
      return Optional.empty();
    }
    if (filter == null) {
      return Optional.of(JsonObject.EMPTY);
    }
    return leniency.createOnFilterMiss() ? CreationOnMiss.toElement(filter) : Optional.empty();
  }

  /// What a filter says of the elements that it chooses: they keep it when they are replaced.
  private static JsonObject terms(@Nullable Filter filter) {
    return filter == null
        ? JsonObject.EMPTY
        : CreationOnMiss.toElement(filter).orElse(JsonObject.EMPTY);
  }

  private static boolean setsPrimary(PatchOperation operation) {
    String sub = operation.path().attribute().subAttribute();
    return PRIMARY.equals(sub) || Elements.isPrimary(operation.value());
  }

  private static Json withoutPrimary(Json element) {
    return Elements.isPrimary(element) && element instanceof JsonObject object
        ? object.with(PRIMARY, JsonBoolean.FALSE)
        : element;
  }

  private static <T> Result<T> immutable(AttributeDefinition attribute) {
    return Result.badRequest(
        ScimType.MUTABILITY,
        "An element of '" + attribute.name() + "' is not edited: remove it and add it again.");
  }

  private static Json array(List<Json> elements) {
    return elements.isEmpty() ? JsonNull.NULL : new JsonArray(elements);
  }
}
