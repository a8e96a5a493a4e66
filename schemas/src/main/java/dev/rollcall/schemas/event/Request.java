package dev.rollcall.schemas.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One write request as it was recorded, before anything was decided.
///
/// @param receivedAt when ingress received it; decisions use the log's append time instead
/// @param possibleRetryOf an earlier, equal request whose answer the client may not have got, or
///   null
/// @param idempotencyKey the client's `Idempotency-Key`, or null
public record Request(
    RequestId id,
    TenantId tenant,
    Instant receivedAt,
    Actor actor,
    Command command,
    @Nullable RequestId possibleRetryOf,
    @Nullable String idempotencyKey) {}
