package dev.rollcall.connector.delivery;

/// Wakes those who deliver, because something may be due. Ringing is cheap and never waits.
@FunctionalInterface
public interface Doorbell {

  /// Says that keys may be due.
  void ring();
}
