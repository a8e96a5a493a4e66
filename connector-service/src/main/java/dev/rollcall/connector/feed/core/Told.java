package dev.rollcall.connector.feed.core;

import dev.rollcall.connector.delivery.core.Answer;

/// What comes of a call.
public sealed interface Told {

  /// An entry is appended, and then this is the answer.
  record ByEntry(Draft draft, Answer answer) implements Told {}

  /// Nothing has to be told: this is the answer.
  record Already(Answer answer) implements Told {}
}
