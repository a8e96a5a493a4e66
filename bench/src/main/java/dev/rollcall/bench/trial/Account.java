package dev.rollcall.bench.trial;

import dev.rollcall.bench.trial.Watch.Written;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An account at the driver's app.
final class Account {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final Pattern CHANGE = Pattern.compile("\"Change-(\\d+)\"");
  private static final String TITLE = "title";

  private String text;
  private boolean drifted;
  private long lastChange;

  Account(String text) {
    this.text = text;
  }

  /// Returns the family name that makes a change of a person recognizable.
  static String changed(long number) {
    return "Change-" + number;
  }

  synchronized String shown() {
    return text;
  }

  synchronized long lastChange() {
    return lastChange;
  }

  synchronized void drift() {
    text = written(read(text).with(TITLE, new JsonString("Drifted")));
    drifted = true;
  }

  /// Takes in what a PATCH says of attributes and of parts of them.
  synchronized Written patch(String body) {
    JsonObject resource = read(text);
    if (read(body).get("Operations") instanceof JsonArray(List<Json> operations)) {
      for (Json each : operations) {
        if (each instanceof JsonObject operation) {
          resource = applied(resource, operation);
        }
      }
    }
    text = written(resource);
    return change(body);
  }

  /// Says what a write did that has the body.
  synchronized Written change(String body) {
    boolean mended = drifted && !read(text).text(TITLE).filter("Drifted"::equals).isPresent();
    drifted &= !mended;
    var change = CHANGE.matcher(body);
    if (!change.find()) {
      return new Written(mended, true);
    }
    long number = Long.parseLong(change.group(1));
    boolean inOrder = number >= lastChange;
    lastChange = number;
    return new Written(mended, inOrder);
  }

  private static JsonObject applied(JsonObject resource, JsonObject operation) {
    String path = operation.text("path").orElse("");
    Json value = operation.get("value");
    int dot = path.indexOf('.');
    if (path.isEmpty() || path.startsWith("urn:")) {
      return resource;
    }
    if (dot < 0) {
      return set(resource, path, value);
    }
    String outer = path.substring(0, dot);
    JsonObject inner = resource.get(outer) instanceof JsonObject it ? it : JsonObject.EMPTY;
    return resource.with(outer, set(inner, path.substring(dot + 1), value));
  }

  private static JsonObject set(JsonObject object, String name, @Nullable Json value) {
    return value == null ? object.without(name) : object.with(name, value);
  }

  private static JsonObject read(String text) {
    return JSON.readObject(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String written(JsonObject resource) {
    return JSON.writeText(resource);
  }
}
