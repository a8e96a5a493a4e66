package dev.rollcall.connector.delivery.core;

/// An act that may not take anything away from anybody now, because it would from many or because
/// nobody knows yet from how many.
///
/// @param whole whether whatever it takes away belongs to the act, or only what scope and mapping
///   take
public record Hold(String id, Status status, boolean whole) {

  /// How far it is.
  public enum Status {
    /// It is being found out how many would lose something.
    WEIGHING,
    /// It waits for a person.
    HELD,
    /// A person has said no.
    REJECTED
  }
}
