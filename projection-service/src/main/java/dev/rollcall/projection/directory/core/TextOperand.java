package dev.rollcall.projection.directory.core;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.filter.Operator;
import dev.rollcall.scim.resource.CaseFolding;

/// A text that an SQL expression yields.
///
/// @param expression of type text; null where there is no value
/// @param exact whether letter case counts; if not, the expression yields the folded text
record TextOperand(String expression, boolean exact) implements Operand {

  @Override
  public String compare(Operator operator, Json literal, Binds binds) {
    if (!(literal instanceof JsonString(var text))) {
      // The expression stays in the text, because it may hold binds: the driver refuses a number
      // that is left out.
      return "(" + expression + " IS NULL " + (operator == Operator.NE ? "OR TRUE)" : "AND FALSE)");
    }
    String wanted = exact ? text : CaseFolding.fold(text);
    return condition(expression, operator, wanted, binds);
  }

  @Override
  public String present() {
    return expression + " <> ''";
  }

  @Override
  public String sortKey() {
    return ordered(expression);
  }

  /// Orders as the bytes of UTF-8 are ordered, whatever the collation of the database.
  static String ordered(String expression) {
    return expression + " COLLATE \"C\"";
  }

  static String condition(String expression, Operator operator, String wanted, Binds binds) {
    String ordered = ordered(expression);
    return switch (operator) {
      case EQ -> expression + " = " + binds.text(wanted);
      case NE -> SqlText.negated(expression + " = " + binds.text(wanted));
      case CO -> expression + " LIKE " + binds.text("%" + escaped(wanted) + "%");
      case SW -> expression + " LIKE " + binds.text(escaped(wanted) + "%");
      case EW -> expression + " LIKE " + binds.text("%" + escaped(wanted));
      case GT -> ordered + " > " + binds.text(wanted);
      case GE -> ordered + " >= " + binds.text(wanted);
      case LT -> ordered + " < " + binds.text(wanted);
      case LE -> ordered + " <= " + binds.text(wanted);
    };
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
