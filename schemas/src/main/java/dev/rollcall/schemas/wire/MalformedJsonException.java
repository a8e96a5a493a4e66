package dev.rollcall.schemas.wire;

/// The text is not JSON, repeats a member name, or goes beyond a limit. The message says where and
/// why, and quotes nothing of the text.
public final class MalformedJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedJsonException(String message) {
    super(message);
  }
}
