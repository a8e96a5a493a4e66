package dev.rollcall.projection.decide;

/// A position does not fit the log, or a record can be neither decided nor quarantined. Nothing is
/// skipped and nothing is reset: the partition stands until an operator has looked.
public final class PartitionStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PartitionStoppedException(String message) {
    super(message);
  }

  PartitionStoppedException(String message, Throwable cause) {
    super(message, cause);
  }
}
