package dev.rollcall.projection.directory.core;

import dev.rollcall.schemas.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// A value that travels beside the text of a statement, never in it.
public sealed interface Bind {

  /// A text.
  record Text(String value) implements Bind {}

  /// Several texts.
  record Texts(List<String> values) implements Bind {
    public Texts {
      values = List.copyOf(values);
    }
  }

  /// A JSON document.
  record Document(Json value) implements Bind {}

  /// A number with all its digits.
  record Amount(BigDecimal value) implements Bind {}

  /// A whole number.
  record Count(long value) implements Bind {}

  /// An instant of whole microseconds, which is all that the database keeps.
  record Moment(Instant value) implements Bind {}
}
