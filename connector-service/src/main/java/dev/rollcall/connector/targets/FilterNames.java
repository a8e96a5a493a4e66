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
      case Filter.ValuePath(var path, _) -> name(path);
    }
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
    return attribute
        .filter(
            it -> sub == null || it.subAttributes().isEmpty() || it.subAttribute(sub).isPresent())
        .isPresent();
  }

  private static String sub(AttributePath path) {
    return path.subAttribute() == null ? "" : "." + path.subAttribute();
  }
}
