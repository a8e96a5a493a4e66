package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import org.jspecify.annotations.Nullable;

/// A command about one resource that was read: the whole of a request, or one operation of a bulk
/// request.
public record ResourceReading(
    Request request,
    Leniency leniency,
    ResourceTypeDefinition type,
    Intent intent,
    @Nullable String fingerprint)
    implements Reading {

  ResourceKey key(ResourceId id) {
    return new ResourceKey(request.tenant(), id);
  }
}
