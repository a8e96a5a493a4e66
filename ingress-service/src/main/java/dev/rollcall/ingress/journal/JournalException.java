package dev.rollcall.ingress.journal;

/// A request got no decision. The reason says what is known about the record.
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public JournalException(Reason reason, Throwable cause) {
    super(reason.name(), cause);
    this.reason = reason;
  }

  public JournalException(Reason reason) {
    super(reason.name());
    this.reason = reason;
  }

  /// What is known.
  public Reason reason() {
    return reason;
  }

  /// Why there is no decision.
  public enum Reason {
    /// The log is known to be down; nothing was appended.
    UNAVAILABLE,
    /// The append failed in a way that leaves open whether the record is in the log.
    UNKNOWN,
    /// The record is larger than the log takes; nothing was appended.
    TOO_LARGE,
    /// The record is in the log, and not decided yet.
    PENDING,
    /// Something of the request is in the log, and there was no time for the rest, or the log did
    /// not take it.
    PARTLY
  }
}
