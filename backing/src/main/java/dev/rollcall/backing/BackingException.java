package dev.rollcall.backing;

/// A backing service could not be started or stopped. The message is one sentence that names the
/// service, the reason and the log to read.
public final class BackingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BackingException(String message) {
    super(message);
  }

  public BackingException(String message, Throwable cause) {
    super(message, cause);
  }
}
