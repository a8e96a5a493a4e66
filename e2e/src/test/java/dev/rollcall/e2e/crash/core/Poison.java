package dev.rollcall.e2e.crash.core;

/// A record on the requests log that cannot be decided, whoever wrote it. The decisions log gets
/// none: there the platform's own relay is the only writer, and a record that cannot be read stops
/// the partition of its readers (docs/design.md section 3).
public enum Poison {
  /// Bytes that are no text.
  GARBAGE,
  /// No bytes.
  EMPTY,
  /// No value at all.
  TOMBSTONE,
  /// A request that ends in the middle.
  TRUNCATED,
  /// A request in a form that is not known yet.
  NEW_VERSION,
  /// A request of a type that is not known.
  NEW_TYPE,
  /// A request of another tenant than the record's key says.
  OTHER_TENANT,
  /// A request in the partition of other tenants.
  OTHER_PARTITION,
  /// A request whose record has no key.
  NO_KEY,
  /// JSON in JSON in JSON, deeper than anybody reads.
  TOO_DEEP,
  /// Bytes that are no text, with an id that is none.
  NO_ID
}
