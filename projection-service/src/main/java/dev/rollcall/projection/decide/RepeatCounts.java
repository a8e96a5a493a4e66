package dev.rollcall.projection.decide;

/// How many records of the decisions log say once more what stands before them, as far as somebody
/// counted. A log only grows, and so does their number: what was counted once holds for ever, also
/// in a store that was brought back from an old copy.
public interface RepeatCounts {

  /// So many repeats the log of a partition has at least, 0 where nobody counted.
  long repeats(int partition);

  /// Keeps what was counted; less than is known already changes nothing.
  void counted(int partition, long repeats);
}
