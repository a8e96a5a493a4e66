package dev.rollcall.e2e.crash.client;

/// A read was not answered: nothing is known.
final class UnansweredException extends Exception {
  private static final long serialVersionUID = 1L;
}
