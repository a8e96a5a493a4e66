package dev.rollcall.scim.patch;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.Elements;
import dev.rollcall.scim.schema.Mutability;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sub-attributes of a complex value that a client cannot change once the value is there: the
/// immutable ones and those that only we set (RFC 7643 section 7).
final class FixedParts {
  private FixedParts() {}

  /// Returns a value that is sent again in place of a present one: its fixed parts stay as they
  /// were, missing ones too, and what else it says counts.
  static Json kept(AttributeDefinition attribute, @Nullable Json before, Json now) {
    if (!(before instanceof JsonObject old) || !(now instanceof JsonObject sent)) {
      return now;
    }
    JsonObject kept = sent;
    for (AttributeDefinition sub : of(attribute)) {
      Json value = old.get(sub.name());
      kept = value == null ? kept.without(sub.name()) : kept.with(sub.name(), value);
    }
    return kept;
  }

  /// Says whether a change gives an immutable part another value than it has. Parts of an element
  /// are set when it is added, so one that is missing cannot be set later either.
  static boolean contradicts(AttributeDefinition attribute, JsonObject before, JsonObject change) {
    return change.members().entrySet().stream()
        .anyMatch(member -> {
          Json old = before.get(member.getKey());
          Json now = member.getValue();
          boolean same = old == null ? now.isUnassigned() : SameContent.of(old, now);
          return !same && isImmutable(attribute, member.getKey());
        });
  }

  /// Says whether a value has an immutable part.
  static boolean hasImmutable(AttributeDefinition attribute, JsonObject value) {
    return Elements.assignedPart(value).members().keySet().stream()
        .anyMatch(name -> isImmutable(attribute, name));
  }

  private static boolean isImmutable(AttributeDefinition attribute, String name) {
    return attribute
        .subAttribute(name)
        .filter(it -> it.mutability() == Mutability.IMMUTABLE)
        .isPresent();
  }

  private static List<AttributeDefinition> of(AttributeDefinition attribute) {
    return attribute.subAttributes().stream()
        .filter(it ->
            switch (it.mutability()) {
              case IMMUTABLE, READ_ONLY -> true;
              case READ_WRITE, WRITE_ONLY -> false;
            })
        .toList();
  }
}
