package dev.rollcall.connector.parking;

import java.util.List;

/// Port to the dead letters that wait for their topic. Blocking: it belongs to the relay's thread.
public interface DeadLetters {

  /// One that waits.
  record Waiting(long id, String tenant, String record) {}

  /// The store did not do what it was asked; trying again later may help.
  final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// Returns the oldest ones.
  List<Waiting> oldest(int limit);

  /// Forgets those that the topic has.
  void forget(List<Waiting> sent);
}
