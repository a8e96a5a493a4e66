package dev.rollcall.scim.schema;

import static dev.rollcall.scim.schema.AttributeDraft.complex;
import static dev.rollcall.scim.schema.AttributeDraft.reference;
import static dev.rollcall.scim.schema.AttributeDraft.string;

import dev.rollcall.scim.Urns;
import java.util.List;

/// The schemas and resource types of RFC 7643 sections 4 and 8.7.1.
public final class StandardSchemas {
  public static final SchemaDefinition USER = UserSchema.SCHEMA;

  public static final SchemaDefinition ENTERPRISE_USER =
      new SchemaDefinition(
          Urns.ENTERPRISE_USER,
          "EnterpriseUser",
          "Enterprise User",
          List.of(
              string("employeeNumber", "The number that the organization gave the user.")
                  .definition(),
              string("costCenter", "The name of the cost center.").definition(),
              string("organization", "The name of the organization.").definition(),
              string("division", "The name of the division.").definition(),
              string("department", "The name of the department.").definition(),
              manager()));

  public static final SchemaDefinition GROUP =
      new SchemaDefinition(
          Urns.GROUP,
          "Group",
          "Group",
          List.of(
              // Section 8.7.1 calls it optional and not unique; the text of section 4.2 requires
              // it,
              // and Entra matches groups by it: what is enforced here is published.
              string("displayName", "The name of the group; required, unique in the directory.")
                  .required()
                  .unique(Uniqueness.SERVER)
                  .definition(),
              members()));

  public static final ResourceTypeDefinition USER_TYPE =
      new ResourceTypeDefinition(
          "User",
          "/Users",
          "User Account",
          USER,
          List.of(new ResourceTypeDefinition.Extension(ENTERPRISE_USER, false)));

  public static final ResourceTypeDefinition GROUP_TYPE =
      new ResourceTypeDefinition("Group", "/Groups", "Group", GROUP, List.of());

  private StandardSchemas() {}

  private static AttributeDefinition manager() {
    return complex(
            "manager",
            "The user's manager.",
            List.of(
                string("value", "The id of the manager's User.").definition(),
                reference("$ref", "The URL of the manager's User.", "User").definition(),
                string("displayName", "The manager's name.").readOnly().definition()))
        .definition();
  }

  /// A member's record is not edited, only added or removed: hence immutable.
  private static AttributeDefinition members() {
    return complex(
            "members",
            "The members of the group.",
            List.of(
                string("value", "The id of the member.")
                    .mutability(Mutability.IMMUTABLE)
                    .definition(),
                reference("$ref", "The URL of the member.", "User", "Group")
                    .mutability(Mutability.IMMUTABLE)
                    .definition(),
                string("type", "The resource type of the member.")
                    .suggesting("User", "Group")
                    .mutability(Mutability.IMMUTABLE)
                    .definition(),
                string("display", "The name of the member.").readOnly().definition()))
        .multiValued()
        .definition();
  }
}
