package dev.rollcall.connector.delivery.core;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.schema.StorableText;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What came of one action at a target.
public sealed interface Answer {

  /// The resource was created there.
  record Created(String remoteId, @Nullable String etag) implements Answer {}

  /// A search or a read found the resource.
  ///
  /// @param shows the attributes that the target shows where they have a value, or null for all
  record Found(
      String remoteId, @Nullable String etag, JsonObject remote, @Nullable Set<String> shows)
      implements Answer {
    public Found {
      shows = shows == null ? null : Set.copyOf(shows);
    }

    /// One that is shown whole.
    public Found(String remoteId, @Nullable String etag, JsonObject remote) {
      this(remoteId, etag, remote, null);
    }

    /// What the target has confirmed and does not show.
    JsonObject hidden(JsonObject confirmed) {
      var hidden = JsonObject.builder();
      if (shows != null) {
        confirmed
            .members()
            .forEach((name, value) -> {
              if (shows.stream().noneMatch(name::equalsIgnoreCase)) {
                hidden.put(name, value);
              }
            });
      }
      return hidden.build();
    }
  }

  /// A search or a read found nothing.
  record NotFound() implements Answer {}

  /// It was done.
  ///
  /// @param etag the resource's entity tag afterwards, or null where the target did not say
  record Done(@Nullable String etag) implements Answer {}

  /// It was not done, or nobody knows.
  record Failed(Failure failure) implements Answer {}

  /// Returns it as it can be kept: with U+FFFD for what no database takes in values, and as a
  /// failure where that is in a name by which the resource would be called.
  default Answer storable() {
    return switch (this) {
      case Created(var id, var etag) -> named(id, etag) ? this : unnameable();
      case Found(var id, var etag, var remote, var shows) ->
          named(id, etag)
              ? new Found(id, etag, StorableText.storable(remote), shows)
              : unnameable();
      case Done(var etag) -> named("", etag) ? this : unnameable();
      case NotFound _, Failed _ -> this;
    };
  }

  private static Answer unnameable() {
    return new Failed(
        Failure.of(
            FailureKind.UNUSABLE_ANSWER,
            "The target's id or entity tag has U+0000 or half of a surrogate pair in it"));
  }

  private static boolean named(String id, @Nullable String etag) {
    return StorableText.isStorable(id) && (etag == null || StorableText.isStorable(etag));
  }
}
