package dev.rollcall.schemas.wire;

/// The bytes of a record are not one that this version knows. The message names the reason and
/// quotes nothing of the record.
public final class UnreadableRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnreadableRecordException(String message) {
    super(message);
  }

  public UnreadableRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
