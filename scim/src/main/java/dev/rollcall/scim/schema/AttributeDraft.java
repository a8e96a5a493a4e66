package dev.rollcall.scim.schema;

import java.util.List;

/// Writes attribute definitions down shortly: it starts from the defaults of RFC 7643 section 2.2
/// and every method returns a changed copy.
///
/// @param definition the definition as drafted so far
public record AttributeDraft(AttributeDefinition definition) {

  /// Drafts a single-valued attribute with the defaults of RFC 7643 section 2.2.
  public static AttributeDraft of(AttributeType type, String name, String description) {
    return new AttributeDraft(
        new AttributeDefinition(
            name,
            type,
            false,
            description,
            false,
            // A reference is compared exactly, whatever its schema says (RFC 7643 section 2.3.7).
            type == AttributeType.REFERENCE || type == AttributeType.BINARY,
            Mutability.READ_WRITE,
            Returned.DEFAULT,
            Uniqueness.NONE,
            List.of(),
            List.of(),
            List.of()));
  }

  public static AttributeDraft string(String name, String description) {
    return of(AttributeType.STRING, name, description);
  }

  public static AttributeDraft flag(String name, String description) {
    return of(AttributeType.BOOLEAN, name, description);
  }

  public static AttributeDraft complex(
      String name, String description, List<AttributeDefinition> subAttributes) {
    AttributeDefinition it = of(AttributeType.COMPLEX, name, description).definition;
    return new AttributeDraft(
        new AttributeDefinition(
            it.name(),
            it.type(),
            it.multiValued(),
            it.description(),
            it.required(),
            it.caseExact(),
            it.mutability(),
            it.returned(),
            it.uniqueness(),
            it.canonicalValues(),
            it.referenceTypes(),
            subAttributes));
  }

  /// Drafts a reference to what `targets` name: resource types, `external` or `uri`.
  public static AttributeDraft reference(String name, String description, String... targets) {
    AttributeDefinition it = of(AttributeType.REFERENCE, name, description).definition;
    return new AttributeDraft(
        new AttributeDefinition(
            it.name(),
            it.type(),
            it.multiValued(),
            it.description(),
            it.required(),
            it.caseExact(),
            it.mutability(),
            it.returned(),
            it.uniqueness(),
            it.canonicalValues(),
            List.of(targets),
            it.subAttributes()));
  }

  public AttributeDraft multiValued() {
    return with(true, definition.required(), definition.caseExact());
  }

  public AttributeDraft required() {
    return with(definition.multiValued(), true, definition.caseExact());
  }

  public AttributeDraft caseExact() {
    return with(definition.multiValued(), definition.required(), true);
  }

  public AttributeDraft mutability(Mutability mutability) {
    return with(mutability, definition.returned(), definition.uniqueness());
  }

  public AttributeDraft readOnly() {
    return mutability(Mutability.READ_ONLY);
  }

  public AttributeDraft returned(Returned returned) {
    return with(definition.mutability(), returned, definition.uniqueness());
  }

  public AttributeDraft unique(Uniqueness uniqueness) {
    return with(definition.mutability(), definition.returned(), uniqueness);
  }

  public AttributeDraft suggesting(String... canonicalValues) {
    AttributeDefinition it = definition;
    return new AttributeDraft(
        new AttributeDefinition(
            it.name(),
            it.type(),
            it.multiValued(),
            it.description(),
            it.required(),
            it.caseExact(),
            it.mutability(),
            it.returned(),
            it.uniqueness(),
            List.of(canonicalValues),
            it.referenceTypes(),
            it.subAttributes()));
  }

  private AttributeDraft with(boolean multiValued, boolean required, boolean caseExact) {
    AttributeDefinition it = definition;
    return new AttributeDraft(
        new AttributeDefinition(
            it.name(),
            it.type(),
            multiValued,
            it.description(),
            required,
            caseExact,
            it.mutability(),
            it.returned(),
            it.uniqueness(),
            it.canonicalValues(),
            it.referenceTypes(),
            it.subAttributes()));
  }

  private AttributeDraft with(Mutability mutability, Returned returned, Uniqueness uniqueness) {
    AttributeDefinition it = definition;
    return new AttributeDraft(
        new AttributeDefinition(
            it.name(),
            it.type(),
            it.multiValued(),
            it.description(),
            it.required(),
            it.caseExact(),
            mutability,
            returned,
            uniqueness,
            it.canonicalValues(),
            it.referenceTypes(),
            it.subAttributes()));
  }
}
