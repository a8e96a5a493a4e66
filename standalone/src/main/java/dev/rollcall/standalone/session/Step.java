package dev.rollcall.standalone.session;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One request of a recorded conversation and what it expects.
///
/// @param path below the SCIM base URL, percent-encoded, with `{{name}}` where a saved value goes
/// @param statuses the allowed ones
/// @param expectHeaders header to regular expression
/// @param expectBody JSON pointer to expectation
/// @param save name to JSON pointer
public record Step(
    int number,
    String cycle,
    String note,
    String method,
    String path,
    Map<String, String> headers,
    JsonObject body,
    List<Integer> statuses,
    Map<String, String> expectHeaders,
    JsonObject expectBody,
    Map<String, String> save) {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  /// Reads a line of the recording.
  static Step parse(String line) {
    if (!(JSON.read(line) instanceof JsonObject step)) {
      throw new IllegalArgumentException("A step is not a JSON object");
    }
    JsonObject request = object(step, "request");
    JsonObject expect = object(step, "expect");
    return new Step(
        Math.toIntExact(number(step.get("step"))),
        step.text("cycle").orElse(""),
        step.text("note").orElse(""),
        request.text("method").orElseThrow(),
        request.text("path").orElseThrow(),
        texts(object(request, "headers")),
        object(request, "body"),
        statuses(expect),
        texts(object(expect, "headers")),
        object(expect, "body"),
        texts(object(step, "save")));
  }

  private static JsonObject object(JsonObject in, String name) {
    return in.get(name) instanceof JsonObject found ? found : JsonObject.EMPTY;
  }

  private static Map<String, String> texts(JsonObject object) {
    var texts = new TreeMap<String, String>();
    object
        .members()
        .keySet()
        .forEach(name -> object.text(name).ifPresent(it -> texts.put(name, it)));
    return texts;
  }

  private static List<Integer> statuses(JsonObject expect) {
    Json status = expect.get("status");
    List<Json> allowed =
        status instanceof JsonArray(List<Json> several)
            ? several
            : List.of(Objects.requireNonNull(status, "A step expects a status"));
    return allowed.stream().map(it -> Math.toIntExact(number(it))).toList();
  }

  private static long number(@Nullable Json value) {
    if (value instanceof JsonNumber number) {
      return number.value().longValueExact();
    }
    throw new IllegalArgumentException("A step has text where a number belongs");
  }

  /// Puts saved values into a JSON value.
  static Json substitute(Json value, Map<String, String> saved) {
    return switch (value) {
      case JsonString(var text) -> new JsonString(substitute(text, saved));
      case JsonArray(var elements) ->
          new JsonArray(elements.stream().map(it -> substitute(it, saved)).toList());
      case JsonObject object -> {
        var changed = JsonObject.builder();
        object.members().forEach((name, it) -> changed.put(name, substitute(it, saved)));
        yield changed.build();
      }
      case Json _ -> value;
    };
  }

  static String substitute(String text, Map<String, String> saved) {
    String changed = text;
    for (var entry : saved.entrySet()) {
      changed = changed.replace("{{" + entry.getKey() + "}}", entry.getValue());
    }
    return changed;
  }
}
