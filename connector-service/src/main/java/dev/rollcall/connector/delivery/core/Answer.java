package dev.rollcall.connector.delivery.core;

import dev.rollcall.schemas.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// What came of one action at a target.
public sealed interface Answer {

  /// The resource was created there.
  record Created(String remoteId, @Nullable String etag) implements Answer {}

  /// A search or a read found the resource.
  record Found(String remoteId, @Nullable String etag, JsonObject remote) implements Answer {}

  /// A search or a read found nothing.
  record NotFound() implements Answer {}

  /// It was done.
  ///
  /// @param etag the resource's entity tag afterwards, or null where the target did not say
  record Done(@Nullable String etag) implements Answer {}

  /// It was not done, or nobody knows.
  record Failed(Failure failure) implements Answer {}
}
