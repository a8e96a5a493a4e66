package dev.rollcall.schemas.sealing;

/// A secret cannot be sealed or opened. The message is one sentence for an administrator and names
/// no secret.
public final class SealingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SealingException(String message) {
    super(message);
  }

  public SealingException(String message, Throwable cause) {
    super(message, cause);
  }
}
