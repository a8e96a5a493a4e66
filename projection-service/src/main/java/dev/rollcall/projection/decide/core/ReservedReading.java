package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.Command.CreateResource;
import dev.rollcall.schemas.event.Command.DeleteResource;
import dev.rollcall.schemas.event.Command.OnResource;
import dev.rollcall.schemas.event.Command.PatchResource;
import dev.rollcall.schemas.event.Command.ReplaceResource;
import dev.rollcall.schemas.event.Request;
import dev.rollcall.schemas.event.ReservedType;
import dev.rollcall.schemas.event.ResourceId;
import org.jspecify.annotations.Nullable;

/// A command about a resource of a reserved type that was read.
public record ReservedReading(
    Request request, ReservedType type, OnResource command, @Nullable String fingerprint)
    implements Reading {

  /// The resource that it is about, or is to create.
  ResourceId id() {
    return switch (command) {
      case CreateResource it -> it.newId();
      case ReplaceResource it -> it.id();
      case PatchResource it -> it.id();
      case DeleteResource it -> it.id();
    };
  }

  ResourceKey key() {
    return new ResourceKey(request.tenant(), id());
  }
}
