package dev.rollcall.e2e.crash.cluster;

/// What was to be frozen does not run: nothing was done.
final class NotRunningException extends Exception {
  private static final long serialVersionUID = 1L;

  NotRunningException(String name) {
    super(name + " does not run");
  }
}
