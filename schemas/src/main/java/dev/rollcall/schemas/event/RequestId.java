package dev.rollcall.schemas.event;

/// Names one recorded request; minted by ingress, a UUID of version 7.
public record RequestId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
