package dev.rollcall.ingress.access;

/// What a credential may do.
public enum Scope {
  /// Provision by the SCIM interface.
  SCIM,
  /// Ask by the administration interface.
  ADMIN,
  /// Read the feed of one target, and acknowledge what was read.
  FEED
}
