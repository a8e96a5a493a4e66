package dev.rollcall.connector.reconciliation.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How a target differs from what it must have.
public enum Kind {
  /// The target lacks a resource that it must have.
  MISSING,
  /// The target has a resource that it must not have, or that we know nothing of.
  EXTRA,
  /// An attribute that the mapping gives has another value at the target.
  DRIFT,
  /// A group at the target lacks a member.
  MEMBER_MISSING,
  /// A group of ours at the target has a member that it must not have.
  MEMBER_EXTRA;

  /// The name in tables and answers.
  public String logicalName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads a name.
  public static Optional<Kind> of(String logicalName) {
    return Arrays.stream(values()).filter(it -> it.logicalName().equals(logicalName)).findFirst();
  }
}
