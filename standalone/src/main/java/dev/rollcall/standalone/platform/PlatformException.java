package dev.rollcall.standalone.platform;

/// The platform cannot start or go on. The message is one line for the person at the terminal.
public final class PlatformException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PlatformException(String message) {
    super(message);
  }

  public PlatformException(String message, Throwable cause) {
    super(message, cause);
  }
}
