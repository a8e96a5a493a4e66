package dev.rollcall.standalone.targets;

/// Nothing could be done; the message says why, in one sentence.
public final class TargetsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TargetsException(String message) {
    super(message);
  }
}
