package dev.rollcall.scim.filter;

import dev.rollcall.scim.schema.AttributeType;

/// Which operator goes with which type of attribute (RFC 7644 table 3).
final class OperatorRule {

  private OperatorRule() {}

  static boolean allows(Operator operator, AttributeType type) {
    return switch (operator) {
      case EQ, NE -> type != AttributeType.COMPLEX;
      case CO, SW, EW -> type == AttributeType.STRING || type == AttributeType.REFERENCE;
      case GT, GE, LT, LE -> isOrdered(type);
    };
  }

  private static boolean isOrdered(AttributeType type) {
    return switch (type) {
      case STRING, REFERENCE, DATE_TIME, INTEGER, DECIMAL -> true;
      case BOOLEAN, BINARY, COMPLEX -> false;
    };
  }
}
