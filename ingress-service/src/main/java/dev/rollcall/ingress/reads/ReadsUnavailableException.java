package dev.rollcall.ingress.reads;

/// A service of ours that has the answer cannot be reached.
public final class ReadsUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ReadsUnavailableException(String service, Throwable cause) {
    super("The " + service + " does not answer", cause);
  }

  /// The query side answers that it cannot serve.
  public ReadsUnavailableException(int status) {
    super("The query side answers " + status);
  }
}
