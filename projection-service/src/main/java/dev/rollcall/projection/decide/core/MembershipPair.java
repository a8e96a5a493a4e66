package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TenantId;

/// A group and somebody who may be in it.
public record MembershipPair(TenantId tenant, ResourceId group, ResourceId member) {}
