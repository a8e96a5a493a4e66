package dev.rollcall.projection.rebuild.core;

/// Where what is stored is not what the logs say.
public sealed interface Difference {

  /// Where two directories differ.
  ///
  /// @param serving rows in the directory that serves
  /// @param folded rows in the one that was folded anew; the same number where only contents differ
  record OfTable(String table, String tenant, long serving, long folded) implements Difference {
    @Override
    public String toString() {
      return serving == folded
          ? "%s of tenant %s: same number of rows (%d), other contents"
              .formatted(table, tenant, serving)
          : "%s of tenant %s: %d rows serve, %d were folded"
              .formatted(table, tenant, serving, folded);
    }
  }

  /// A decision that is not stored as it is recorded.
  ///
  /// @param offset of its request, on the requests log
  /// @param sentence what is wrong with it
  record OfDecision(int partition, long seq, long offset, String sentence) implements Difference {
    @Override
    public String toString() {
      return "decision %d of partition %d, of the request at offset %d, %s"
          .formatted(seq, partition, offset, sentence);
    }
  }
}
