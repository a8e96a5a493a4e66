package dev.rollcall.e2e.crash.core;

/// What a client asked for.
public sealed interface Asked {

  /// A new resource.
  ///
  /// @param name its `userName` or `displayName`
  /// @param title what a user's `title` is to be; a group has none
  record Create(String type, String name, String title) implements Asked {}

  /// A new `title` of a user.
  record Retitle(String id, String title) implements Asked {}

  /// `active` of a user.
  record Switch(String id, boolean active) implements Asked {}

  /// A user becomes a member of a group.
  record Join(String group, String member) implements Asked {}

  /// A user leaves a group.
  record Leave(String group, String member) implements Asked {}

  /// A resource goes.
  record Delete(String id) implements Asked {}

  /// A look at one resource.
  record Read(String id) implements Asked {}

  /// A search for a resource by its name.
  record Find(String type, String name) implements Asked {}

  /// Whether something is to change.
  default boolean isWrite() {
    return !(this instanceof Read || this instanceof Find);
  }
}
