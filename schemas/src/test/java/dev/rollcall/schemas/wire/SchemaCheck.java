package dev.rollcall.schemas.wire;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import java.util.Optional;

/// Checks values against the part of JSON Schema that our documents use. A keyword that it does not
/// know is an error, so that no document says more than is checked.
final class SchemaCheck {
  private final JsonObject document;

  SchemaCheck(JsonObject document) {
    this.document = document;
  }

  /// Returns what is wrong with a value, or empty.
  Optional<String> wrong(Json value, JsonObject schema) {
    for (var keyword : schema.members().entrySet()) {
      var wrong = wrong(value, schema, keyword.getKey(), keyword.getValue());
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  /// Returns what a reference such as `#/components/schemas/Fact` names.
  JsonObject at(String reference) {
    Json found = document;
    for (String name : reference.substring(2).split("/", -1)) {
      found = found instanceof JsonObject object ? object.get(name) : null;
      if (found == null) {
        throw new AssertionError("Nothing is at " + reference);
      }
    }
    return (JsonObject) found;
  }

  private Optional<String> wrong(Json value, JsonObject schema, String keyword, Json argument) {
    return switch (keyword) {
      case "description", "format" -> Optional.empty();
      case "$ref" -> wrong(value, at(text(argument)));
      case "const" -> unless(value.equals(argument), value + " is not " + argument);
      case "type" -> unless(isOfType(value, text(argument)), value + " is not a " + argument);
      case "minLength" -> unless(text(value).length() >= number(argument), value + " is too short");
      case "maxLength" -> unless(text(value).length() <= number(argument), value + " is too long");
      case "required" -> missing((JsonObject) value, (JsonArray) argument);
      case "properties" -> wrongMember((JsonObject) value, (JsonObject) argument);
      case "additionalProperties" -> unknownMember((JsonObject) value, schema);
      case "items" -> wrongElement((JsonArray) value, (JsonObject) argument);
      case "oneOf" -> notOne(value, (JsonArray) argument);
      default -> throw new AssertionError("A document uses the keyword " + keyword);
    };
  }

  private static Optional<String> missing(JsonObject value, JsonArray names) {
    return names.elements().stream()
        .map(SchemaCheck::text)
        .filter(name -> value.get(name) == null)
        .findFirst()
        .map(name -> name + " is missing");
  }

  private Optional<String> wrongMember(JsonObject value, JsonObject properties) {
    for (var property : properties.members().entrySet()) {
      Json member = value.get(property.getKey());
      var wrong =
          member == null
              ? Optional.<String>empty()
              : wrong(member, (JsonObject) property.getValue());
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> unknownMember(JsonObject value, JsonObject schema) {
    var known = (JsonObject) schema.members().get("properties");
    return value.members().keySet().stream()
        .filter(name -> known == null || known.get(name) == null)
        .findFirst()
        .map(name -> name + " is not in the document");
  }

  private Optional<String> wrongElement(JsonArray value, JsonObject items) {
    return value.elements().stream().flatMap(it -> wrong(it, items).stream()).findFirst();
  }

  private Optional<String> notOne(Json value, JsonArray schemas) {
    List<Optional<String>> verdicts =
        schemas.elements().stream().map(it -> wrong(value, (JsonObject) it)).toList();
    long right = verdicts.stream().filter(Optional::isEmpty).count();
    return unless(right == 1, right + " of the forms fit " + value + ": " + verdicts);
  }

  private static boolean isOfType(Json value, String type) {
    return switch (type) {
      case "object" -> value instanceof JsonObject;
      case "array" -> value instanceof JsonArray;
      case "string" -> value instanceof JsonString;
      case "integer" -> value instanceof JsonNumber;
      case "boolean" -> value instanceof JsonBoolean;
      default -> throw new AssertionError("A document uses the type " + type);
    };
  }

  private static Optional<String> unless(boolean right, String wrong) {
    return right ? Optional.empty() : Optional.of(wrong);
  }

  private static String text(Json value) {
    return ((JsonString) value).value();
  }

  private static int number(Json value) {
    return ((JsonNumber) value).value().intValueExact();
  }
}
