package dev.rollcall.projection.decide.core;

import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;

/// What a resource is at one position of the log.
public sealed interface ResourceState {

  /// The resource never was, or is gone.
  record Absent() implements ResourceState {
    static final Absent ABSENT = new Absent();
  }

  /// The resource is there.
  sealed interface Present extends ResourceState permits Active, Deactivated {
    ResourceRef ref();

    /// Counted from 1.
    long version();

    /// Canonical form without `id`, `meta` and members.
    JsonObject document();
  }

  /// The resource is there and may be used.
  record Active(ResourceRef ref, long version, JsonObject document) implements Present {}

  /// The resource is there and switched off: its `active` is false.
  record Deactivated(ResourceRef ref, long version, JsonObject document) implements Present {}

  /// Returns the state that a document means, in the form that the store would give it back in. A
  /// missing `active` means active.
  static Present of(ResourceRef ref, long version, JsonObject document) {
    JsonObject stored = StoredForm.of(document);
    return isActive(stored)
        ? new Active(ref, version, stored)
        : new Deactivated(ref, version, stored);
  }

  /// Says whether a document's `active` is anything but false.
  static boolean isActive(JsonObject document) {
    return !JsonBoolean.FALSE.equals(document.get("active"));
  }
}
