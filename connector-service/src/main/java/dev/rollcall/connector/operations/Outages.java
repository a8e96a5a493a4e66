package dev.rollcall.connector.operations;

/// Tells an outage of the database, which passes by itself, from a defect of ours, which does not.
@FunctionalInterface
public interface Outages {

  /// Says whether the database did not serve, or could not yet.
  boolean isBehind(Throwable trouble);
}
