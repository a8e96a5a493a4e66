package dev.rollcall.connector.mapping;

import dev.rollcall.connector.mapping.core.Fault;
import dev.rollcall.connector.mapping.core.Mapping;

/// Port to the language of mappings.
@FunctionalInterface
public interface MappingLanguage {

  /// Reads a mapping.
  Read read(String text);

  /// What came of reading.
  sealed interface Read {
    /// A mapping.
    record Good(Mapping mapping) implements Read {}

    /// The text is none.
    record Bad(Fault fault) implements Read {}
  }
}
