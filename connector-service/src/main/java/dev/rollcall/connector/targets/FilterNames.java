package dev.rollcall.connector.targets;

import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributeResolver;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Checks that a filter names what there is. A search finds nothing by an unknown name; a scope
/// would throw everybody out because of a slip of the pen.
final class FilterNames {
  private final ResourceTypeDefinition type;
  private final Consumer<String> problems;

  FilterNames(ResourceTypeDefinition type, Consumer<String> problems) {
    this.type = type;
    this.problems = problems;
  }

  void check(Filter filter) {
    switch (filter) {
      case Filter.And(var all) -> all.forEach(this::check);
      case Filter.Or(var all) -> all.forEach(this::check);
      case Filter.Not(var inner) -> check(inner);
      case Filter.Comparison(var path, _, _) -> name(path);
      case Filter.Present(var path) -> name(path);
      case Filter.ValuePath(var path, var inner) -> {
        name(path);
        AttributeResolver.definition(type, path).ifPresent(it -> check(it, inner));
      }
    }
  }

  /// Within the brackets of a value path names are those of sub-attributes.
  private void check(AttributeDefinition attribute, Filter filter) {
    switch (filter) {
      case Filter.And(var all) -> all.forEach(it -> check(attribute, it));
      case Filter.Or(var all) -> all.forEach(it -> check(attribute, it));
      case Filter.Not(var inner) -> check(attribute, inner);
      case Filter.Comparison(var path, _, _) -> subAttribute(attribute, path);
      case Filter.Present(var path) -> subAttribute(attribute, path);
      case Filter.ValuePath(var path, _) -> subAttribute(attribute, path);
    }
  }

  private void subAttribute(AttributeDefinition attribute, AttributePath path) {
    if (path.subAttribute() != null || !has(attribute, path.attribute())) {
      problems.accept(
          "'" + attribute.name() + "' has no sub-attribute '" + path.attribute() + sub(path) + "'");
    }
  }

  /// The values of a simple attribute with several are called `value` (RFC 7643 section 2.4).
  private static boolean has(AttributeDefinition attribute, String sub) {
    return attribute.subAttributes().isEmpty()
        ? attribute.multiValued() && sub.equalsIgnoreCase("value")
        : attribute.subAttribute(sub).isPresent();
  }

  private void name(AttributePath path) {
    switch (path.attribute().toLowerCase(Locale.ROOT)) {
      case "groups" -> problems.accept("groups belong into 'scope.groups'");
      case "meta" -> problems.accept("'meta' cannot be used here");
      default -> {
        if (!isKnown(path)) {
          problems.accept("'" + path.attribute() + sub(path) + "' is no attribute of users");
        }
      }
    }
  }

  private boolean isKnown(AttributePath path) {
    Optional<AttributeDefinition> attribute = AttributeResolver.definition(type, path);
    String sub = path.subAttribute();
    return attribute.filter(it -> sub == null || has(it, sub)).isPresent();
  }

  private static String sub(AttributePath path) {
    return path.subAttribute() == null ? "" : "." + path.subAttribute();
  }
}
