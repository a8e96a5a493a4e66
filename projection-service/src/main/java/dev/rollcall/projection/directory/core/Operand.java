package dev.rollcall.projection.directory.core;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.scim.filter.Operator;

/// A place whose value a filter compares. Conditions are true exactly where the filter holds, and
/// false or null elsewhere.
sealed interface Operand
    permits Operand.Missing, Operand.Unread, TextOperand, MomentOperand, JsonOperand {

  /// The condition that the value compares with a literal.
  String compare(Operator operator, Json literal, Binds binds);

  /// The condition that there is a value, and that it is not empty.
  String present();

  /// The expression to sort by; null where there is no value.
  String sortKey();

  /// The SQL type of [#sortKey].
  default String sortType() {
    return "text";
  }

  /// A place that never has a value.
  record Missing() implements Operand {
    @Override
    public String compare(Operator operator, Json literal, Binds binds) {
      return operator == Operator.NE ? SqlText.TRUE : SqlText.FALSE;
    }

    @Override
    public String present() {
      return SqlText.FALSE;
    }

    @Override
    public String sortKey() {
      return SqlText.NULL;
    }
  }

  /// A place that always has a value, which compares with nothing: `meta` as a whole.
  record Unread() implements Operand {
    @Override
    public String compare(Operator operator, Json literal, Binds binds) {
      return new Missing().compare(operator, literal, binds);
    }

    @Override
    public String present() {
      return SqlText.TRUE;
    }

    @Override
    public String sortKey() {
      return SqlText.NULL;
    }
  }
}
