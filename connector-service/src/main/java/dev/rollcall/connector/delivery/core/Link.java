package dev.rollcall.connector.delivery.core;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// How a resource of ours is tied to one at a target.
public sealed interface Link {

  /// There is none.
  record Unlinked() implements Link {}

  /// A create may have been sent; whether it happened is not known.
  ///
  /// @param shape what was to be created: it names what to search for
  /// @param conflict whether the target said that something like it exists
  record Intended(JsonObject shape, boolean conflict) implements Link {}

  /// The resource exists there.
  ///
  /// @param shadow what the target last confirmed
  /// @param stale whether the target said that it has changed since
  /// @param partly whether it was in doubt and a read has shown a part of it: the rest is what was
  ///   confirmed before, and is said once more
  record Linked(
      String remoteId, @Nullable String etag, JsonObject shadow, boolean stale, boolean partly)
      implements Link {

    /// One that is known as a whole.
    public Linked(String remoteId, @Nullable String etag, JsonObject shadow, boolean stale) {
      this(remoteId, etag, shadow, stale, false);
    }

    Linked confirmed(@Nullable String newEtag, JsonObject newShadow) {
      return new Linked(remoteId, newEtag, newShadow, false);
    }

    /// The same where one attribute was confirmed, and no other.
    Linked confirmed(@Nullable String newEtag, String name, Json value) {
      return new Linked(remoteId, newEtag, shadow.with(name, value), false, partly);
    }

    Linked inPart(@Nullable String newEtag, JsonObject newShadow) {
      return new Linked(remoteId, newEtag, newShadow, false, true);
    }

    Linked asStale() {
      return new Linked(remoteId, null, shadow, true, partly);
    }
  }
}
