package dev.rollcall.testkit;

/// A server that a test may take down and bring back on the same address.
public interface Server {

  /// Where it listens: `host:port`.
  String address();

  /// Starts it and returns when it serves.
  void start();

  /// Stops it in order.
  void stop();

  /// Ends it at once.
  void kill();
}
