package dev.rollcall.projection.rebuild;

/// What is asked for cannot be done; the message says why.
public final class RebuildRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RebuildRefusedException(String message) {
    super(message);
  }
}
