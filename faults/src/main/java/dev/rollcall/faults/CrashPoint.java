package dev.rollcall.faults;

/// A point where a service can be made to halt.
///
/// @param name the service, a dot, and what it is doing there
/// @param moment on which side of the method
/// @param meaning what has happened by then, and what has not
public record CrashPoint(String name, Place place, Moment moment, String meaning) {

  /// When a method is passed.
  public enum Moment {
    /// When it is called.
    BEFORE,
    /// When it returns; where it returns a publisher, when that has its result and nobody behind it
    /// does.
    AFTER
  }

  /// The service whose point it is.
  public String service() {
    return name.substring(0, name.indexOf('.'));
  }

  @Override
  public String toString() {
    return name;
  }
}
