package dev.rollcall.scim.schema;

import java.util.List;
import java.util.Optional;

/// An attribute with its characteristics (RFC 7643 section 2.2 and 7).
///
/// @param name canonical spelling; names are compared without case
/// @param subAttributes of a complex attribute; empty for all others
public record AttributeDefinition(
    String name,
    AttributeType type,
    boolean multiValued,
    String description,
    boolean required,
    boolean caseExact,
    Mutability mutability,
    Returned returned,
    Uniqueness uniqueness,
    List<String> canonicalValues,
    List<String> referenceTypes,
    List<AttributeDefinition> subAttributes) {
  public AttributeDefinition {
    canonicalValues = List.copyOf(canonicalValues);
    referenceTypes = List.copyOf(referenceTypes);
    subAttributes = List.copyOf(subAttributes);
  }

  /// Finds a sub-attribute by name in any letter case.
  public Optional<AttributeDefinition> subAttribute(String anyCase) {
    return find(subAttributes, anyCase);
  }

  static Optional<AttributeDefinition> find(List<AttributeDefinition> in, String anyCase) {
    // Nearly always it is written as the schema has it.
    for (AttributeDefinition definition : in) {
      if (definition.name().equals(anyCase)) {
        return Optional.of(definition);
      }
    }
    for (AttributeDefinition definition : in) {
      if (isSameName(definition.name(), anyCase)) {
        return Optional.of(definition);
      }
    }
    return Optional.empty();
  }

  /// Names are ASCII (RFC 7643 section 2.1). Java's own comparison without case would also take a
  /// dotless `ı` for an `i`.
  private static boolean isSameName(String name, String other) {
    if (name.length() != other.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (lower(name.charAt(i)) != lower(other.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
  }
}
