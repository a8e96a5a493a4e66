package dev.rollcall.projection.decide;

/// How many records of the decisions log say once more what stands before them, as far as somebody
/// counted. A log only grows, and so does their number: what was counted once holds for a store
/// that was brought back from an old copy too.
public interface RepeatCounts {

  /// What was counted once.
  ///
  /// @param repeats so many the log of a partition has at least
  /// @param log as it was then; one that is shorter has lost its tail
  record Count(long repeats, LogEnd log) {
    /// Where nobody counted.
    public static final Count NONE = new Count(0, new LogEnd("", 0));

    /// How many a log has at least that ends there.
    public long in(LogEnd end) {
      return end.topicId().equals(log.topicId()) && end.offset() >= log.offset() ? repeats : 0;
    }
  }

  /// Where the log of a partition ends.
  ///
  /// @param topicId the identity of its topic
  record LogEnd(String topicId, long offset) {}

  /// What was counted last.
  Count repeats(int partition);

  /// Keeps what was counted.
  void counted(int partition, Count count);
}
