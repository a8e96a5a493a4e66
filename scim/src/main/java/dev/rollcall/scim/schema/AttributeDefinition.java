package dev.rollcall.scim.schema;

import java.util.List;
import java.util.Locale;
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
    String wanted = anyCase.toLowerCase(Locale.ROOT);
    return in.stream().filter(it -> it.name().toLowerCase(Locale.ROOT).equals(wanted)).findFirst();
  }
}
