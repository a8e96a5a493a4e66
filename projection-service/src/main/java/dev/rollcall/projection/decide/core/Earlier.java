package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.Outcome;
import org.jspecify.annotations.Nullable;

/// An earlier decision that a repeated request refers to.
///
/// @param fingerprint of the earlier command, null where it had no `Idempotency-Key`
public record Earlier(Outcome outcome, @Nullable String fingerprint) {}
