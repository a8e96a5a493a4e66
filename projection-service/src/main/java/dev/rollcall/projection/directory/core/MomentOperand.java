package dev.rollcall.projection.directory.core;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.filter.Operator;
import dev.rollcall.scim.schema.DateTimes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// An instant in a column that is never null.
record MomentOperand(String column) implements Operand {
  /// PostgreSQL has no year 0; nothing here is that old either.
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  @Override
  public String compare(Operator operator, Json literal, Binds binds) {
    if (!(literal instanceof JsonString(var text))) {
      return new Missing().compare(operator, literal, binds);
    }
    return DateTimes.parse(text)
        .map(instant -> condition(operator, instant, binds))
        .orElseGet(() -> new Missing().compare(operator, literal, binds));
  }

  @Override
  public String present() {
    return SqlText.TRUE;
  }

  @Override
  public String sortKey() {
    return column;
  }

  @Override
  public String sortType() {
    return "timestamptz";
  }

  /// The column holds whole microseconds. A literal between two of them equals none, and lies above
  /// the one before it.
  private String condition(Operator operator, Instant literal, Binds binds) {
    Instant whole = literal.truncatedTo(ChronoUnit.MICROS);
    Instant floor = whole.isBefore(FIRST) ? FIRST : whole;
    boolean between = !floor.equals(literal);
    String symbol =
        switch (operator) {
          case EQ -> between ? null : " = ";
          case NE -> between ? null : " <> ";
          case GT -> " > ";
          case GE -> between ? " > " : " >= ";
          case LT -> between ? " <= " : " < ";
          case LE -> " <= ";
          case CO, SW, EW -> null;
        };
    // Only what stands in the text is bound: the driver refuses a number that is left out.
    return symbol == null
        ? new Missing().compare(operator, JsonNull.NULL, binds)
        : column + symbol + binds.moment(floor);
  }
}
