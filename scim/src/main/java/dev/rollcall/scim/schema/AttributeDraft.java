package dev.rollcall.scim.schema;

import java.util.List;

/// Writes an attribute definition down shortly: it starts from the defaults of RFC 7643 section
/// 2.2, and only what differs is said. Not safe for use by several threads.
public final class AttributeDraft {
  private final AttributeType type;
  private final String name;
  private final String description;
  private boolean multiValued;
  private boolean required;
  private boolean caseExact;
  private Mutability mutability = Mutability.READ_WRITE;
  private Returned returned = Returned.DEFAULT;
  private Uniqueness uniqueness = Uniqueness.NONE;
  private List<String> canonicalValues = List.of();
  private List<String> referenceTypes = List.of();
  private List<AttributeDefinition> subAttributes = List.of();

  private AttributeDraft(AttributeType type, String name, String description) {
    this.type = type;
    this.name = name;
    this.description = description;
    // A reference is compared exactly, whatever its schema says (RFC 7643 section 2.3.7), and
    // base64
    // in other letters is other bytes.
    this.caseExact = type == AttributeType.REFERENCE || type == AttributeType.BINARY;
  }

  /// Drafts a single-valued attribute.
  public static AttributeDraft of(AttributeType type, String name, String description) {
    return new AttributeDraft(type, name, description);
  }

  public static AttributeDraft string(String name, String description) {
    return of(AttributeType.STRING, name, description);
  }

  public static AttributeDraft flag(String name, String description) {
    return of(AttributeType.BOOLEAN, name, description);
  }

  public static AttributeDraft complex(
      String name, String description, List<AttributeDefinition> subAttributes) {
    AttributeDraft draft = of(AttributeType.COMPLEX, name, description);
    draft.subAttributes = subAttributes;
    return draft;
  }

  /// Drafts a reference to what `targets` name: resource types, `external` or `uri`.
  public static AttributeDraft reference(String name, String description, String... targets) {
    AttributeDraft draft = of(AttributeType.REFERENCE, name, description);
    draft.referenceTypes = List.of(targets);
    return draft;
  }

  public AttributeDraft multiValued() {
    multiValued = true;
    return this;
  }

  public AttributeDraft required() {
    required = true;
    return this;
  }

  public AttributeDraft caseExact() {
    caseExact = true;
    return this;
  }

  public AttributeDraft readOnly() {
    return mutability(Mutability.READ_ONLY);
  }

  public AttributeDraft mutability(Mutability who) {
    mutability = who;
    return this;
  }

  public AttributeDraft returned(Returned when) {
    returned = when;
    return this;
  }

  public AttributeDraft unique(Uniqueness where) {
    uniqueness = where;
    return this;
  }

  /// Names the usual values; others are accepted as well.
  public AttributeDraft suggesting(String... values) {
    canonicalValues = List.of(values);
    return this;
  }

  public AttributeDefinition definition() {
    return new AttributeDefinition(
        name,
        type,
        multiValued,
        description,
        required,
        caseExact,
        mutability,
        returned,
        uniqueness,
        canonicalValues,
        referenceTypes,
        subAttributes);
  }
}
