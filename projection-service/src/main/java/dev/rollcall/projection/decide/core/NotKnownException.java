package dev.rollcall.projection.decide.core;

/// Leaves a decision that reached something which was not fetched. It never leaves this package:
/// [Decider] turns it into [Judgement.Incomplete].
@SuppressWarnings("serial") // It is caught in this package and never serialised.
final class NotKnownException extends RuntimeException {
  private final Needs needs;

  NotKnownException(Needs needs) {
    // No stack trace: this is an answer, and it may be given once a record.
    super("Not fetched yet: " + needs, null, false, false);
    this.needs = needs;
  }

  Needs needs() {
    return needs;
  }
}
