package dev.rollcall.e2e.crash.core;

/// Something that must never be.
///
/// @param invariant its number (docs/testing.md)
public record Violation(int invariant, String sentence) {
  @Override
  public String toString() {
    return "[" + invariant + "] " + sentence;
  }
}
