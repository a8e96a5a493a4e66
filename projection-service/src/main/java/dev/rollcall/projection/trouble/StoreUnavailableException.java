package dev.rollcall.projection.trouble;

/// PostgreSQL, or a log that is read like a store, could not be reached or could not serve: the
/// same thing may well succeed later.
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message) {
    super(message);
  }

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
