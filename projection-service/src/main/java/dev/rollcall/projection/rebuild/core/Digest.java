package dev.rollcall.projection.rebuild.core;

import java.math.BigDecimal;

/// What one tenant has in one table, in short.
///
/// @param rows how many rows
/// @param sum of the hashes of the rows, whatever their order
public record Digest(long rows, BigDecimal sum) {
  /// A table without rows.
  public static final Digest NONE = new Digest(0, BigDecimal.ZERO);

  /// Says whether both stand for the same rows.
  boolean isSameAs(Digest other) {
    return rows == other.rows && sum.compareTo(other.sum) == 0;
  }
}
