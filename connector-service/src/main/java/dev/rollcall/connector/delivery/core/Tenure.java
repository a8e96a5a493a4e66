package dev.rollcall.connector.delivery.core;

/// Whose a resource is that was found at a target, among ours.
public enum Tenure {
  /// None of ours is or was tied to it.
  NOBODY,
  /// Only resources of ours were, that must not be at the target any more: they left it to whoever
  /// bears the name now, as a leaver does whose account was switched off and kept.
  LEFT,
  /// Another resource of ours is, and it may yet give way.
  HELD
}
