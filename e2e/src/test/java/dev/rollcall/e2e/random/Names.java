package dev.rollcall.e2e.random;

/// Names of the protocol, written down once more.
final class Names {
  static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
  static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
  static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
  static final String DEPARTMENT = ENTERPRISE + ":department";
  static final String MANAGER = ENTERPRISE + ":manager";
  static final String MESSAGE = "urn:ietf:params:scim:api:messages:2.0:";

  private Names() {}
}
