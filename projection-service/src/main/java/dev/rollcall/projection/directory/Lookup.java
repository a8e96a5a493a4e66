package dev.rollcall.projection.directory;

/// What is found under an id.
public sealed interface Lookup {

  /// Nothing of that type.
  record Absent() implements Lookup {}

  /// The version that the client has; nothing else was read.
  record Unchanged(long version) implements Lookup {}

  /// The resource.
  record Found(StoredResource resource) implements Lookup {}
}
