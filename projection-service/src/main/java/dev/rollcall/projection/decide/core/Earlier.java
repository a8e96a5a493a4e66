package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.DecidedPart;
import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Outcome;
import dev.rollcall.schemas.event.RequestId;
import org.jspecify.annotations.Nullable;

/// An earlier decision that a repeated request refers to.
///
/// @param fingerprint of the earlier command, null where it had no `Idempotency-Key`
public record Earlier(Decision decision, @Nullable String fingerprint) {

  Outcome outcome() {
    return decision.outcome();
  }

  @Nullable DecidedPart part() {
    return decision.part();
  }

  /// The request that it is about or is a part of.
  RequestId whole() {
    DecidedPart part = part();
    return part == null ? decision.requestId() : part.first();
  }
}
