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
      case Replace(_, var value) ->
          Result.ok(array(sentAgain(attribute, present, BareElement.toElements(value))));
      case Remove _ -> Result.ok(JsonNull.NULL);
    };
  }

  /// Adds what is not there. A twin adds to the element that is there what may be changed of it;
  /// and an added primary element wins over what was primary before.
  private static Result<Json> appended(
      AttributeDefinition attribute, List<Json> present, List<Json> added) {
    boolean moves = Elements.countPrimary(added) > 0;
    var all = new ArrayList<Json>();
    present.forEach(it -> all.add(moves ? withoutPrimary(it) : it));
    all.addAll(sentAgain(attribute, present, added));
    List<Json> distinct = Elements.collapse(attribute, all);
    return ElementLimits.RESOURCE.allow(attribute, distinct.size())
        ? Result.ok(array(distinct))
        : Result.badRequest(
            ScimType.INVALID_VALUE, "'" + attribute.name() + "' has too many elements.");
  }

  /// An element that stays keeps what only we set of it and what is set once and for all: a member
  /// keeps what the server knows about it beyond its id.
  private static List<Json> sentAgain(
      AttributeDefinition attribute, List<Json> present, List<Json> sent) {
    if (!Elements.isRecord(attribute)) {
      return sent;
    }
    var known = Elements.byIdentity(attribute, present);
    return sent.stream()
        .map(it -> FixedParts.kept(attribute, known.get(Elements.identityOf(attribute, it)), it))
        .toList();
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
    primaries.forEach(winner -> makeOnlyPrimary(after, winner));
    return Result.ok(array(Elements.collapse(attribute, after)));
  }

  private static void makeOnlyPrimary(List<Json> elements, int winner) {
    for (int i = 0; i < elements.size(); i++) {
      elements.set(i, i == winner ? elements.get(i) : withoutPrimary(elements.get(i)));
    }
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
      case Replace(var path, JsonObject value) when element instanceof JsonObject before ->
          swapped(attribute, before, value, path.filter());
      case Replace(_, var value) -> Result.ok(value);
    };
  }

  /// An element in place of a chosen one keeps what the filter says of it.
  private static Result<Json> swapped(
      AttributeDefinition attribute, JsonObject before, JsonObject value, @Nullable Filter filter) {
    JsonObject sent = Elements.assignedPart(value);
    JsonObject next = terms(filter).toBuilder().putAll(sent.members()).build();
    if (!Elements.isRecord(attribute)) {
      return Result.ok(sent.isUnassigned() ? JsonNull.NULL : next);
    }
    return FixedParts.contradicts(attribute, before, value)
        ? immutable(attribute)
        : Result.ok(FixedParts.kept(attribute, before, next));
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

  private static Result<Json> edited(
      AttributeDefinition attribute, JsonObject before, JsonObject change) {
    return FixedParts.contradicts(attribute, before, change)
        ? immutable(attribute)
        : AttributeChange.merge(attribute, before, change);
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
