package dev.rollcall.schemas.event;

/// The server-issued `id` of a SCIM resource (RFC 7643 section 3.1): opaque, case-exact, never used
/// again.
public record ResourceId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
