package dev.rollcall.schemas.event;

/// One customer's directory. It comes from a credential alone, never from a request.
public record TenantId(String value) {
  /// The longest tenant id, in characters.
  public static final int LENGTH_MAX = 64;

  public TenantId {
    if (value.isEmpty() || value.length() > LENGTH_MAX) {
      throw new IllegalArgumentException("A tenant id has 1 to " + LENGTH_MAX + " characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
