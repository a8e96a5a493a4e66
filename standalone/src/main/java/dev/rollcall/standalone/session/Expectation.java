package dev.rollcall.standalone.session;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a step expects of one value of a body: a value, or an object of conditions (`matches`,
/// `absent`, `size`, `contains`, `not`).
final class Expectation {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final Set<String> CONDITIONS =
      Set.of("matches", "absent", "size", "contains", "not");

  private Expectation() {}

  /// Returns one sentence where the value is not as expected.
  static Optional<String> check(String pointer, @Nullable Json actual, Json expected) {
    if (expected instanceof JsonObject conditions
        && !conditions.members().isEmpty()
        && CONDITIONS.containsAll(conditions.members().keySet())) {
      for (var condition : conditions.members().entrySet()) {
        if (!holds(condition.getKey(), actual, condition.getValue())) {
          return Optional.of(
              pointer
                  + " is "
                  + text(actual)
                  + ", not "
                  + condition.getKey()
                  + " "
                  + text(condition.getValue()));
        }
      }
      return Optional.empty();
    }
    return expected.equals(actual)
        ? Optional.empty()
        : Optional.of(pointer + " is " + text(actual) + " instead of " + text(expected));
  }

  private static boolean holds(String condition, @Nullable Json actual, Json wanted) {
    return switch (condition) {
      case "matches" ->
          actual != null
              && wanted instanceof JsonString(var pattern)
              && Pattern.compile(pattern).matcher(plain(actual)).find();
      case "absent" -> isAbsent(actual);
      case "size" -> JsonNumber.of(size(actual)).equals(wanted);
      case "contains" ->
          actual instanceof JsonArray(List<Json> elements)
              && elements.stream().anyMatch(element -> includes(element, wanted));
      case "not" -> actual != null && !actual.equals(wanted);
      default -> throw new IllegalArgumentException("Unknown condition " + condition);
    };
  }

  private static boolean isAbsent(@Nullable Json actual) {
    return actual == null
        || actual.isUnassigned()
        || (actual instanceof JsonString(var text) && text.isEmpty());
  }

  private static long size(@Nullable Json actual) {
    return actual instanceof JsonArray(List<Json> elements) ? elements.size() : 0;
  }

  private static boolean includes(Json element, Json wanted) {
    if (element instanceof JsonObject object && wanted instanceof JsonObject members) {
      return members.members().entrySet().stream()
          .allMatch(member -> member.getValue().equals(object.get(member.getKey())));
    }
    return element.equals(wanted);
  }

  /// The text of a value as a regular expression looks at it.
  private static String plain(Json value) {
    return switch (value) {
      case JsonString(var text) -> text;
      case JsonNumber number -> number.value().toPlainString();
      case JsonBoolean _, JsonNull _, JsonArray _, JsonObject _ -> JSON.writeText(value);
    };
  }

  private static String text(@Nullable Json value) {
    return value == null ? "missing" : JSON.writeText(value);
  }
}
