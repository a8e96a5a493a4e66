package dev.rollcall.projection.relay;

import dev.rollcall.projection.decide.DecisionRecord;
import org.jspecify.annotations.Nullable;

/// The decisions log as the relay uses it.
public interface DecisionLog extends AutoCloseable {

  /// Hands a record over to be appended, in the order of the calls. `done` is told exactly once, on
  /// any thread.
  void append(DecisionRecord record, Acknowledgement done);

  /// Returns the greatest sequence number of a decision in a partition, 0 where there is none: the
  /// last record may be a late repeat of an owner that lost the partition. What this log was handed
  /// before must be acknowledged or failed by then.
  ///
  /// @throws LogUnavailableException where the log cannot be read now
  /// @throws dev.rollcall.projection.decide.PartitionStoppedException where decisions before it are
  ///   missing
  long lastSeq(int partition);

  @Override
  void close();

  /// What became of an append.
  @FunctionalInterface
  interface Acknowledgement {
    /// Tells of one append.
    ///
    /// @param offset where the record stands in its partition; negative where that is not known
    /// @param failure null for a success
    void done(long offset, @Nullable Exception failure);
  }

  /// The log cannot serve now and may later.
  final class LogUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogUnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
