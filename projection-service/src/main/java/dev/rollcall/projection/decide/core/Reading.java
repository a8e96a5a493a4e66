package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.Request;
import org.jspecify.annotations.Nullable;

/// A request that was read and waits for its judgement.
public sealed interface Reading
    permits ResourceReading, BulkReading, ProfileReading, ReservedReading {
  Request request();

  /// Of the command; null where the request has no `Idempotency-Key`.
  @Nullable String fingerprint();
}
