package dev.rollcall.projection.decide;

/// Somebody else claimed the partition: this owner must stop and answer nothing.
public final class ClaimLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClaimLostException(int partition, Throwable cause) {
    super("Partition " + partition + " was claimed by another owner", cause);
  }
}
