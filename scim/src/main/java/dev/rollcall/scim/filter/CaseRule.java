package dev.rollcall.scim.filter;

import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.AttributeType;
import org.jspecify.annotations.Nullable;

/// Whether the letter case of a value counts when it is compared.
public final class CaseRule {

  private CaseRule() {}

  /// Says whether two values that differ in letter case are different.
  ///
  /// @param parent the complex attribute that the compared one belongs to, or null
  public static boolean isExact(@Nullable AttributeDefinition parent, AttributeDefinition leaf) {
    return leaf.caseExact()
        || leaf.type() == AttributeType.REFERENCE
        || leaf.type() == AttributeType.BINARY
        // A moment has one canonical text (RFC 7643 section 2.3.5), and folded it would be none.
        || leaf.type() == AttributeType.DATE_TIME
        || (parent != null && leaf.name().equals("value") && refersToResources(parent));
  }

  /// Says whether the `value` of a complex attribute is the id of a resource: `members`, `manager`,
  /// `groups`. RFC 7643 publishes those as caseExact false, but an id is always caseExact.
  public static boolean refersToResources(AttributeDefinition complex) {
    return complex
        .subAttribute("$ref")
        .filter(it -> it.type() == AttributeType.REFERENCE)
        .filter(it -> it.referenceTypes().stream().anyMatch(CaseRule::isResourceType))
        .isPresent();
  }

  private static boolean isResourceType(String referenceType) {
    return !referenceType.equals("external") && !referenceType.equals("uri");
  }
}
