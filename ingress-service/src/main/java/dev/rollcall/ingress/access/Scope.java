package dev.rollcall.ingress.access;

/// What a credential may do.
public enum Scope {
  /// Provision by the SCIM interface.
  SCIM,
  /// Ask by the administration interface.
  ADMIN
}
