package dev.rollcall.scim.dialect;

import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.Mutability;

/// What the server owns, repeated beside a change. Okta sends a group's `id` along when it renames
/// it; others send `meta` and `schemas` back. It is passed over; a path that points at it is
/// refused.
///
/// Wrong: `{"op": "replace", "value": {"id": "4073", "displayName": "Sales EMEA"}}`
///
/// Right: `{"op": "replace", "value": {"displayName": "Sales EMEA"}}`
///
/// Always on: RFC 7644 section 3.5.1 ignores readOnly attributes in bodies too.
public final class RepeatedReadOnly {

  private RepeatedReadOnly() {}

  /// Says whether a member of a value without path is to be passed over.
  public static boolean isHarmless(AttributeDefinition attribute, AttributeDefinition leaf) {
    return attribute.mutability() == Mutability.READ_ONLY
        || leaf.mutability() == Mutability.READ_ONLY
        || attribute.name().equals("schemas");
  }
}
