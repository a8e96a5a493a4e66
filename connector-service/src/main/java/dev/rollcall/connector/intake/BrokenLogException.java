package dev.rollcall.connector.intake;

/// The log breaks a promise: a gap, a record that this version does not know, another incarnation
/// of the topic. The partition stops; going on would lose or repeat something.
public final class BrokenLogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BrokenLogException(String message) {
    super(message);
  }

  public BrokenLogException(String message, Throwable cause) {
    super(message, cause);
  }
}
