package dev.rollcall.scim.filter;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.resource.CaseFolding;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.AttributeType;
import dev.rollcall.scim.schema.DateTimes;
import java.util.List;

/// Compares the values of one attribute with a literal.
///
/// @param exact whether letter case counts
record ValueComparison(AttributeDefinition definition, boolean exact) {

  /// Whether any value compares. A value that is unassigned differs from every literal.
  boolean any(Operator operator, List<Json> values, Json literal) {
    return values.stream()
        .anyMatch(value ->
            operator == Operator.NE
                ? !holds(Operator.EQ, value, literal)
                : holds(operator, value, literal));
  }

  /// The outcome for an attribute that has no value.
  static boolean ofUnassigned(Operator operator) {
    return operator == Operator.NE;
  }

  private boolean holds(Operator operator, Json value, Json literal) {
    return switch (literal) {
      case JsonString(var wanted) when value instanceof JsonString(var actual) ->
          holdsText(operator, actual, wanted);
      case JsonNumber(var wanted) when value instanceof JsonNumber(var actual) ->
          holdsOrder(operator, actual.compareTo(wanted));
      case JsonBoolean _ -> operator == Operator.EQ && value.equals(literal);
      case Json _ -> false;
    };
  }

  private boolean holdsText(Operator operator, String actual, String wanted) {
    if (definition.type() == AttributeType.DATE_TIME) {
      return DateTimes.parse(actual)
          .map(instant -> holdsOrder(operator, DateTimes.canonical(instant).compareTo(wanted)))
          .orElse(false);
    }
    String left = exact ? actual : CaseFolding.fold(actual);
    String right = exact ? wanted : CaseFolding.fold(wanted);
    return switch (operator) {
      case CO -> left.contains(right);
      case SW -> left.startsWith(right);
      case EW -> left.endsWith(right);
      case EQ, NE -> left.equals(right);
      case GT, GE, LT, LE -> holdsOrder(operator, byCodePoint(left, right));
    };
  }

  private static boolean holdsOrder(Operator operator, int order) {
    return switch (operator) {
      case EQ -> order == 0;
      case NE -> order != 0;
      case GT -> order > 0;
      case GE -> order >= 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case CO, SW, EW -> false;
    };
  }

  /// The order of the UTF-8 bytes, which is what a database without a collation uses. Java's own
  /// order of strings puts the characters beyond U+FFFF before some that stand below.
  private static int byCodePoint(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean bothOrNone = Character.isSurrogate(a) == Character.isSurrogate(b);
        return bothOrNone ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
