package dev.rollcall.connector.delivery;

/// The key is not ours any more: the lease ran out and somebody else has it. Nothing was stored.
public final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LeaseLostException(String targetId) {
    super("The lease on a key of target " + targetId + " is lost");
  }
}
