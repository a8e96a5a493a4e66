package dev.rollcall.projection.directory.core;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.filter.Operator;
import dev.rollcall.scim.resource.CaseFolding;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.AttributeType;
import java.util.List;

/// The values at a place inside a JSON document: one, or where `each` is set all elements of the
/// list there.
///
/// @param container an SQL expression of type jsonb that is never null: a search copy, an element
/// @param names the members to step through; empty for the container itself
/// @param exact whether letter case counts; if not, the documents hold folded texts
record JsonOperand(
    String container,
    List<String> names,
    AttributeDefinition definition,
    boolean exact,
    boolean each)
    implements Operand {
  /// A scalar that is neither null nor the empty text, at any depth.
  private static final String SOMETHING =
      ".** ? (@.type() == \"number\" || @.type() == \"boolean\""
          + " || (@.type() == \"string\" && @ != \"\"))";

  JsonOperand {
    names = List.copyOf(names);
  }

  @Override
  public String compare(Operator operator, Json literal, Binds binds) {
    if (!fits(literal, definition.type())) {
      return each && operator == Operator.NE
          ? "jsonb_path_exists(" + container + ", " + SqlText.jsonPath(names, "[*]") + ")"
          : new Missing().compare(operator, literal, binds);
    }
    Json wanted = comparable(literal);
    if (operator == Operator.EQ) {
      return names.isEmpty()
          ? container + " = " + binds.json(wanted)
          : container + " @> " + binds.json(document(names, each ? JsonArray.of(wanted) : wanted));
    }
    if (!each) {
      return condition(container, names, operator, wanted, binds);
    }
    return "EXISTS (SELECT FROM jsonb_path_query("
        + container
        + ", "
        + SqlText.jsonPath(names, "[*]")
        + ") AS s(v) WHERE "
        + condition("s.v", List.of(), operator, wanted, binds)
        + ")";
  }

  @Override
  public String present() {
    return "jsonb_path_exists(" + container + ", " + SqlText.jsonPath(names, SOMETHING) + ")";
  }

  @Override
  public String sortKey() {
    if (each) {
      return scalar(
          definition.type(),
          "jsonb_path_query_first(" + container + ", " + SqlText.jsonPath(names, "[*]") + ")");
    }
    return scalar(definition.type(), SqlText.jsonAt(container, names));
  }

  @Override
  public String sortType() {
    return typeOf(definition.type());
  }

  /// The SQL type of what [#scalar] yields.
  static String typeOf(AttributeType type) {
    return type == AttributeType.INTEGER || type == AttributeType.DECIMAL ? "numeric" : "text";
  }

  /// Orders the scalar that an expression of type jsonb yields.
  static String scalar(AttributeType type, String value) {
    return switch (type) {
      case INTEGER, DECIMAL -> number(value);
      case STRING, REFERENCE, BINARY, DATE_TIME, BOOLEAN, COMPLEX ->
          TextOperand.ordered(SqlText.textAt(value, List.of()));
    };
  }

  /// Says whether the literal can equal a value of the attribute at all.
  static boolean fits(Json literal, AttributeType type) {
    return switch (type) {
      case STRING, REFERENCE, BINARY, DATE_TIME -> literal instanceof JsonString;
      case INTEGER, DECIMAL -> literal instanceof JsonNumber;
      case BOOLEAN -> literal instanceof JsonBoolean;
      case COMPLEX -> false;
    };
  }

  /// The literal as the documents hold it.
  Json comparable(Json literal) {
    return literal instanceof JsonString(var text) && !exact
        ? new JsonString(CaseFolding.fold(text))
        : literal;
  }

  private static Json document(List<String> names, Json value) {
    Json document = value;
    for (String name : names.reversed()) {
      document = JsonObject.of(name, document);
    }
    return document;
  }

  private static String condition(
      String container, List<String> names, Operator operator, Json wanted, Binds binds) {
    if (operator == Operator.NE) {
      return SqlText.negated(SqlText.jsonAt(container, names) + " = " + binds.json(wanted));
    }
    return switch (wanted) {
      case JsonString(var text) ->
          TextOperand.condition(SqlText.textAt(container, names), operator, text, binds);
      case JsonNumber(var number) -> {
        String value = SqlText.jsonAt(container, names);
        yield number(value) + " " + symbol(operator) + " " + binds.number(number);
      }
      case JsonBoolean _, JsonNull _, JsonArray _, JsonObject _ -> SqlText.FALSE;
    };
  }

  private static String number(String value) {
    return "(CASE jsonb_typeof(" + value + ") WHEN 'number' THEN " + value + "::numeric END)";
  }

  private static String symbol(Operator operator) {
    return switch (operator) {
      case EQ -> "=";
      case NE -> "<>";
      case GT -> ">";
      case GE -> ">=";
      case LT -> "<";
      case LE -> "<=";
      case CO, SW, EW -> throw new IllegalArgumentException("No operator of numbers: " + operator);
    };
  }
}
