package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.TakenKey;
import dev.rollcall.schemas.event.TenantId;

/// A value that at most one resource of a type in a tenant may have.
public record KeyClaim(TenantId tenant, String resourceType, TakenKey key) {}
