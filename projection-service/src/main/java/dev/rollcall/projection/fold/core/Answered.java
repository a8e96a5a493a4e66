package dev.rollcall.projection.fold.core;

import dev.rollcall.schemas.event.Decision;
import dev.rollcall.schemas.event.Request;
import org.jspecify.annotations.Nullable;

/// A decision with the request that it answers.
///
/// @param request null where the record could not be read
/// @param fingerprint of the command, null where the request has no `Idempotency-Key`
public record Answered(
    Decision decision, @Nullable Request request, @Nullable String fingerprint) {}
