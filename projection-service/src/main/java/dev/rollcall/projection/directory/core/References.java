package dev.rollcall.projection.directory.core;

import dev.rollcall.scim.filter.CaseRule;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.util.List;
import java.util.Optional;

/// The addresses of resources as SQL text. They are not stored: they depend on the base URL that
/// the client uses. Ids need no percent-encoding here: those that we mint have nothing to encode.
final class References {
  static final String NAME = "$ref";

  private References() {}

  /// The address of the row `r`.
  static Operand location(CompileContext context, ResourceTypeDefinition type) {
    return new TextOperand("(" + prefix(context, type) + " || r.id)", true);
  }

  /// The address of a resource whose type and id are columns.
  static Operand ofRow(CompileContext context, String typeColumn, String idColumn) {
    var text = new StringBuilder("(CASE ").append(typeColumn);
    for (ResourceTypeDefinition type : context.registry().resourceTypes()) {
      text.append(" WHEN ").append(SqlText.quoted(type.name()));
      text.append(" THEN ").append(prefix(context, type));
    }
    return new TextOperand(text + " END || " + idColumn + ")", true);
  }

  /// The `$ref` of a complex value that refers to a resource by its `value`, as it is rendered;
  /// what was sent where there is no `value`.
  ///
  /// @param names from the container to the complex value
  static Operand ofJson(
      CompileContext context, AttributeDefinition complex, String container, List<String> names) {
    String object = SqlText.jsonAt(container, names);
    List<ResourceTypeDefinition> targets =
        complex.subAttribute(NAME).stream()
            .flatMap(ref -> ref.referenceTypes().stream())
            .map(context.registry()::resourceType)
            .flatMap(Optional::stream)
            .toList();
    var prefix = new StringBuilder("CASE lower(" + object + " ->> 'type')");
    for (ResourceTypeDefinition target : targets) {
      prefix.append(" WHEN lower(").append(SqlText.quoted(target.name()));
      prefix.append(") THEN ").append(prefix(context, target));
    }
    prefix.append(" ELSE ").append(prefix(context, targets.getFirst())).append(" END");
    String value = object + " -> 'value'";
    return new TextOperand(
        "(CASE jsonb_typeof("
            + value
            + ") WHEN 'string' THEN "
            + prefix
            + " || ("
            + object
            + " ->> 'value') ELSE "
            + object
            + " ->> '$ref' END)",
        true);
  }

  /// Says whether a sub-attribute is rendered rather than stored.
  static boolean isRendered(
      CompileContext context, AttributeDefinition complex, AttributeDefinition sub) {
    return sub.name().equals(NAME)
        && CaseRule.refersToResources(complex)
        && sub.referenceTypes().stream()
            .anyMatch(it -> context.registry().resourceType(it).isPresent());
  }

  private static String prefix(CompileContext context, ResourceTypeDefinition type) {
    return context.binds().text(context.baseUrl() + type.endpoint() + "/");
  }
}
