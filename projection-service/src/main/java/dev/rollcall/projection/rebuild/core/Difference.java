package dev.rollcall.projection.rebuild.core;

/// Where two directories differ.
///
/// @param serving rows in the directory that serves
/// @param folded rows in the one that was folded anew; the same number where only contents differ
public record Difference(String table, String tenant, long serving, long folded) {
  @Override
  public String toString() {
    return serving == folded
        ? "%s of tenant %s: same number of rows (%d), other contents"
            .formatted(table, tenant, serving)
        : "%s of tenant %s: %d rows serve, %d were folded"
            .formatted(table, tenant, serving, folded);
  }
}
