package dev.rollcall.projection.rebuild;

/// What is asked for.
public enum Work {
  /// Fold anew, compare, and let the new directory serve.
  REBUILD,
  /// Decide and fold anew, compare, and leave everything as it is.
  VERIFY,
  /// Let the directory serve that did before the last rebuild.
  ROLLBACK
}
