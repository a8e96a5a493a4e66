package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.TenantId;

/// How a request names an earlier one: by its request id, or by the same `Idempotency-Key`.
public sealed interface EarlierKey {
  TenantId tenant();

  /// The request id of the earlier request, or the client's key.
  String value();

  /// `possibleRetryOf`.
  record ByRequest(TenantId tenant, String value) implements EarlierKey {}

  /// `idempotencyKey`.
  record ByClientKey(TenantId tenant, String value) implements EarlierKey {}
}
