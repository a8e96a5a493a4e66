package dev.rollcall.projection.trouble;

/// PostgreSQL refused what it was given, and will again: a defect of ours.
public final class UnstorableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnstorableException(String message, Throwable cause) {
    super(message, cause);
  }
}
