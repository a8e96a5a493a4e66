package dev.rollcall.scim.profile;

import dev.rollcall.scim.Result;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.ResourceTypeDefinition.Extension;
import dev.rollcall.scim.schema.SchemaDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import dev.rollcall.scim.schema.Uniqueness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a definition may do to one before it: add. Resources that are there were accepted under the
/// one before and must stay readable, so nothing is taken away, made narrower or made unique.
final class Redefinition {
  private Redefinition() {}

  static Result<ResourceTypeDefinition> check(SchemaRegistry known, ResourceTypeDefinition type) {
    Optional<ResourceTypeDefinition> before = known.resourceType(type.name());
    Optional<ResourceTypeDefinition> atEndpoint = known.byEndpoint(type.endpoint());
    if (atEndpoint.filter(it -> !it.name().equals(type.name())).isPresent()) {
      return Definitions.conflict("Another type has the endpoint '" + type.endpoint() + "'.");
    }
    for (SchemaDefinition schema : schemasOf(type)) {
      Optional<String> trouble = trouble(known, type, schema, before.isPresent());
      if (trouble.isPresent()) {
        return Definitions.conflict(trouble.get());
      }
    }
    return before.map(it -> check(it, type)).orElseGet(() -> Result.ok(type));
  }

  private static Result<ResourceTypeDefinition> check(
      ResourceTypeDefinition before, ResourceTypeDefinition after) {
    if (!before.endpoint().equals(after.endpoint())
        || !before.schema().urn().equals(after.schema().urn())) {
      return Definitions.conflict("The endpoint and the schema of a type stay as they are.");
    }
    for (Extension extension : before.extensions()) {
      Optional<Extension> kept =
          after.extensions().stream()
              .filter(it -> it.schema().urn().equals(extension.schema().urn()))
              .findFirst();
      if (kept.isEmpty()) {
        return Definitions.conflict("The extension " + extension.schema().urn() + " is missing.");
      }
    }
    return Result.ok(after);
  }

  /// A schema that another type has too is that type's as well.
  private static Optional<String> trouble(
      SchemaRegistry known,
      ResourceTypeDefinition type,
      SchemaDefinition schema,
      boolean typeIsThere) {
    Optional<SchemaDefinition> before = known.schema(schema.urn());
    if (before.isPresent() && !before.get().equals(schema)) {
      boolean shared =
          known.resourceTypes().stream()
              .filter(it -> !it.name().equals(type.name()))
              .flatMap(it -> schemasOf(it).stream())
              .anyMatch(it -> it.urn().equalsIgnoreCase(schema.urn()));
      if (shared) {
        return Optional.of("Another type has the schema " + schema.urn() + " as it is.");
      }
      return narrowed(before.get().attributes(), schema.attributes());
    }
    // Under an extension that was not defined, clients may have sent anything before.
    return before.isEmpty() && typeIsThere ? unique(schema.attributes()) : Optional.empty();
  }

  private static Optional<String> narrowed(
      List<AttributeDefinition> before, List<AttributeDefinition> after) {
    for (AttributeDefinition old : before) {
      Optional<AttributeDefinition> kept =
          after.stream().filter(it -> it.name().equals(old.name())).findFirst();
      if (kept.isEmpty()) {
        return Optional.of("The attribute '" + old.name() + "' is missing.");
      }
      AttributeDefinition now = kept.get();
      boolean same =
          now.type() == old.type()
              && now.multiValued() == old.multiValued()
              && now.caseExact() == old.caseExact()
              && now.uniqueness() == old.uniqueness()
              && (!now.required() || old.required());
      if (!same) {
        return Optional.of(
            "The attribute '"
                + old.name()
                + "' keeps its type, multiValued, caseExact and uniqueness, and is not required"
                + " where it was not.");
      }
      Optional<String> inner = narrowed(old.subAttributes(), now.subAttributes());
      if (inner.isPresent()) {
        return inner;
      }
    }
    return unique(
        after.stream()
            .filter(it -> before.stream().noneMatch(old -> old.name().equals(it.name())))
            .toList());
  }

  private static Optional<String> unique(List<AttributeDefinition> added) {
    return added.stream()
        .filter(it -> it.uniqueness() != Uniqueness.NONE || it.required())
        .findFirst()
        .map(it ->
            "The attribute '"
                + it.name()
                + "' is new in a type that is there, and can be neither unique nor required.");
  }

  private static List<SchemaDefinition> schemasOf(ResourceTypeDefinition type) {
    var schemas = new ArrayList<SchemaDefinition>();
    schemas.add(type.schema());
    type.extensions().forEach(it -> schemas.add(it.schema()));
    return schemas;
  }
}
