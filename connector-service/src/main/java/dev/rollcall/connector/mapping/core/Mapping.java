package dev.rollcall.connector.mapping.core;

import dev.rollcall.schemas.json.JsonObject;

/// A mapping that was read. The same input gives the same outcome, on every machine and for ever.
@FunctionalInterface
public interface Mapping {

  /// Maps a resource.
  Outcome map(JsonObject input);

  /// What came of it.
  sealed interface Outcome {
    /// The resource in the target's words.
    record Mapped(JsonObject result) implements Outcome {}

    /// Nothing.
    ///
    /// @param why a sentence that names a place in the mapping and never a value of the person
    record Failed(String why) implements Outcome {}
  }
}
