package dev.rollcall.schemas.json;

import java.math.BigDecimal;

/// A JSON number with all its digits. Two numbers are equal when their values are: `1.0` equals
/// `1`.
public record JsonNumber(BigDecimal value) implements Json {

  /// Returns a whole number.
  public static JsonNumber of(long value) {
    return new JsonNumber(BigDecimal.valueOf(value));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonNumber(BigDecimal that) && value.compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return value.stripTrailingZeros().hashCode();
  }
}
