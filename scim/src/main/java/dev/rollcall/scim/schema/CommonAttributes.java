package dev.rollcall.scim.schema;

import static dev.rollcall.scim.schema.AttributeDraft.complex;
import static dev.rollcall.scim.schema.AttributeDraft.string;

import java.util.List;
import java.util.Optional;

/// The attributes that every resource has although no schema document lists them (RFC 7643 section
/// 3.1), and `schemas`.
public final class CommonAttributes {
  /// URNs are compared without case, as everywhere in the protocol.
  public static final AttributeDefinition SCHEMAS =
      string("schemas", "The URNs of the schemas whose attributes the resource has.")
          .multiValued()
          .required()
          .returned(Returned.ALWAYS)
          .definition();

  public static final AttributeDefinition ID =
      string("id", "The identifier that the service provider gave the resource; never used again.")
          .caseExact()
          .readOnly()
          .returned(Returned.ALWAYS)
          .unique(Uniqueness.SERVER)
          .definition();

  public static final AttributeDefinition EXTERNAL_ID =
      string("externalId", "The identifier that the provisioning client gave the resource.")
          .caseExact()
          .definition();

  public static final AttributeDefinition META =
      complex(
              "meta",
              "What the service provider says about the resource itself.",
              List.of(
                  string("resourceType", "The name of the resource type.")
                      .caseExact()
                      .readOnly()
                      .definition(),
                  AttributeDraft.of(
                          AttributeType.DATE_TIME, "created", "When the resource was created.")
                      .readOnly()
                      .definition(),
                  AttributeDraft.of(
                          AttributeType.DATE_TIME,
                          "lastModified",
                          "When the resource last changed.")
                      .readOnly()
                      .definition(),
                  AttributeDraft.reference("location", "The URL of the resource.", "uri")
                      .readOnly()
                      .definition(),
                  string("version", "The version of the resource, as in its entity tag.")
                      .caseExact()
                      .readOnly()
                      .definition()))
          .readOnly()
          .definition();

  private static final List<AttributeDefinition> ALL = List.of(SCHEMAS, ID, EXTERNAL_ID, META);

  private CommonAttributes() {}

  /// All of them.
  public static List<AttributeDefinition> all() {
    return ALL;
  }

  /// Finds one by name in any letter case.
  public static Optional<AttributeDefinition> find(String anyCase) {
    return AttributeDefinition.find(ALL, anyCase);
  }
}
