package dev.rollcall.connector.mapping.core;

import java.util.Set;

/// Which members of groups a receiver of events may hear of.
///
/// @param everybody whether all of them
/// @param inside ids of those who belong at the target
/// @param known ids of those of whom it was told, or perhaps was
public record Company(boolean everybody, Set<String> inside, Set<String> known) {
  /// All of them.
  public static final Company EVERYBODY = new Company(true, Set.of(), Set.of());

  public Company {
    inside = Set.copyOf(inside);
    known = Set.copyOf(known);
  }

  boolean mayJoin(String id) {
    return everybody || inside.contains(id);
  }

  /// Whoever was told of may have been told of as a member, and may be back before it is told that
  /// they went.
  boolean mayLeave(String id) {
    return mayJoin(id) || known.contains(id);
  }
}
