package dev.rollcall.schemas.event;

/// Names one recorded request; minted by ingress, a UUID of version 7. Those of the parts of a bulk
/// request behind the first have a dot and their number behind it.
public record RequestId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
