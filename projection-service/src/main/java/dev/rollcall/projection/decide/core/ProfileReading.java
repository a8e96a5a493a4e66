package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.Command.ReplaceResource;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.scim.profile.Profile;
import org.jspecify.annotations.Nullable;

/// A definition for a tenant's profile that was read: a resource type, or the switches of dialects.
///
/// @param before the profile at this place of the log
public record ProfileReading(
    Request request, ReplaceResource command, Profile before, @Nullable String fingerprint)
    implements Reading {

  ResourceKey key() {
    return new ResourceKey(request.tenant(), command.id());
  }
}
