package dev.rollcall.scim.filter;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.filter.Filter.And;
import dev.rollcall.scim.filter.Filter.Comparison;
import dev.rollcall.scim.filter.Filter.Not;
import dev.rollcall.scim.filter.Filter.Or;
import dev.rollcall.scim.filter.Filter.Present;
import dev.rollcall.scim.filter.Filter.ValuePath;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributeResolver;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Evaluates filters in memory (RFC 7644 section 3.4.2.2), over resources in canonical form. What
/// no schema of the resource's type knows has no value. Any resource is accepted: a value of
/// another type than its schema says compares with nothing.
public final class FilterEvaluator {

  private FilterEvaluator() {}

  /// Says whether a resource satisfies a filter.
  public static boolean matches(ResourceTypeDefinition type, Filter filter, JsonObject resource) {
    return switch (filter) {
      case And(var filters) -> filters.stream().allMatch(it -> matches(type, it, resource));
      case Or(var filters) -> filters.stream().anyMatch(it -> matches(type, it, resource));
      case Not(var negated) -> !matches(type, negated, resource);
      case Comparison comparison -> compare(type, comparison, resource);
      case Present(var path) -> isPresent(type, path, resource);
      case ValuePath(var path, var inner) -> {
        AttributeDefinition attribute = definition(type, path);
        yield attribute != null
            && elements(at(path, resource)).stream()
                .anyMatch(element -> matchesElement(attribute, inner, element));
      }
    };
  }

  /// Says whether one element of a multi-valued attribute satisfies a value filter. The `value` of
  /// an element that is not complex is the element itself.
  public static boolean matchesElement(AttributeDefinition attribute, Filter filter, Json element) {
    return switch (filter) {
      case And(var all) -> all.stream().allMatch(it -> matchesElement(attribute, it, element));
      case Or(var any) -> any.stream().anyMatch(it -> matchesElement(attribute, it, element));
      case Not(var negated) -> !matchesElement(attribute, negated, element);
      case Comparison(var path, var operator, var literal) -> {
        AttributeDefinition sub = subAttribute(attribute, path.attribute());
        yield sub == null
            ? ValueComparison.ofUnassigned(operator)
            : new ValueComparison(sub, CaseRule.isExact(attribute, sub))
                .any(operator, slots(sub, valueIn(element, sub)), literal);
      }
      case Present(var path) -> {
        AttributeDefinition sub = subAttribute(attribute, path.attribute());
        yield sub != null && Presence.isPresent(valueIn(element, sub));
      }
      case ValuePath _ -> false;
    };
  }

  private static boolean compare(
      ResourceTypeDefinition type, Comparison comparison, JsonObject resource) {
    AttributePath path = comparison.path();
    AttributeDefinition attribute = definition(type, path);
    if (attribute == null) {
      return ValueComparison.ofUnassigned(comparison.operator());
    }
    Json value = at(path, resource);
    String name = path.subAttribute();
    if (name == null) {
      return new ValueComparison(attribute, CaseRule.isExact(null, attribute))
          .any(comparison.operator(), slots(attribute, value), comparison.literal());
    }
    AttributeDefinition sub = subAttribute(attribute, name);
    if (sub == null) {
      return ValueComparison.ofUnassigned(comparison.operator());
    }
    List<Json> slots =
        slots(attribute, value).stream()
            .flatMap(element -> slots(sub, valueIn(element, sub)).stream())
            .toList();
    return new ValueComparison(sub, CaseRule.isExact(attribute, sub))
        .any(comparison.operator(), slots, comparison.literal());
  }

  private static boolean isPresent(
      ResourceTypeDefinition type, AttributePath path, JsonObject resource) {
    AttributeDefinition attribute = definition(type, path);
    if (attribute == null) {
      return false;
    }
    Json value = at(path, resource);
    String name = path.subAttribute();
    if (name == null) {
      return Presence.isPresent(value);
    }
    AttributeDefinition sub = subAttribute(attribute, name);
    return sub != null
        && elements(value).stream().anyMatch(it -> Presence.isPresent(valueIn(it, sub)));
  }

  private static @Nullable AttributeDefinition definition(
      ResourceTypeDefinition type, AttributePath path) {
    return AttributeResolver.definition(type, path).orElse(null);
  }

  private static @Nullable AttributeDefinition subAttribute(
      AttributeDefinition attribute, String name) {
    return attribute.subAttributes().isEmpty() && name.equals("value")
        ? ElementValue.definition(attribute)
        : attribute.subAttribute(name).orElse(null);
  }

  private static Json at(AttributePath path, JsonObject resource) {
    String urn = path.schemaUrn();
    Json container = urn == null ? resource : resource.get(urn);
    return container instanceof JsonObject object ? orNull(object.get(path.attribute())) : NULL;
  }

  private static Json valueIn(Json element, AttributeDefinition sub) {
    return orNull(ElementValue.asObject(element).get(sub.name()));
  }

  private static final Json NULL = JsonNull.NULL;

  private static Json orNull(@Nullable Json value) {
    return value == null ? NULL : value;
  }

  private static List<Json> elements(Json value) {
    return switch (value) {
      case JsonArray(var elements) -> elements;
      case JsonNull _ -> List.of();
      case Json one -> List.of(one);
    };
  }

  /// The values to compare: the elements of a multi-valued attribute, and for any other attribute
  /// its one value, which is null where it is unassigned.
  private static List<Json> slots(AttributeDefinition definition, Json value) {
    return definition.multiValued() ? elements(value) : List.of(value);
  }
}
