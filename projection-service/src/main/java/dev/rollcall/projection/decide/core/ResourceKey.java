package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TenantId;

/// A resource of a tenant, whatever its type.
public record ResourceKey(TenantId tenant, ResourceId id) {}
