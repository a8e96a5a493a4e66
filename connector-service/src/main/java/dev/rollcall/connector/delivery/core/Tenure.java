package dev.rollcall.connector.delivery.core;

/// Whose a resource is that was found at a target, among ours.
public enum Tenure {
  /// None of ours is tied to it, and none that it may name was last.
  NOBODY,
  /// Only resources of ours were tied to it that must not be at the target any more, and it names
  /// one of them or nobody: they left it to whoever bears the name now, as a leaver does whose
  /// account was switched off and kept.
  LEFT,
  /// Another resource of ours is tied to it, or about to be, and may yet give way.
  HELD
}
