package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import org.jspecify.annotations.Nullable;

/// A request that was read and waits for its judgement.
///
/// @param fingerprint of the command, null where the request has no `Idempotency-Key`
public record Reading(
    Request request, ResourceTypeDefinition type, Intent intent, @Nullable String fingerprint) {

  ResourceKey key(ResourceId id) {
    return new ResourceKey(request.tenant(), id);
  }
}
