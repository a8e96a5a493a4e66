package dev.rollcall.connector.parking.core;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads the members of an act or of a filter, and keeps the first thing that is wrong.
final class ActFields {
  private static final int CHARS_MAX = 500;

  private final JsonObject json;
  private @Nullable String problem;

  ActFields(JsonObject json, Set<String> known) {
    this.json = json;
    json.members().keySet().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(name -> wrong("'" + name + "' is not known here."));
  }

  /// Returns the value, or what is wrong.
  <T> Result<T> result(T value) {
    String wrong = problem;
    return wrong == null ? Result.ok(value) : Result.refused(new ScimError(400, null, wrong));
  }

  boolean has(String name) {
    return json.get(name) != null;
  }

  void wrong(String sentence) {
    if (problem == null) {
      problem = sentence;
    }
  }

  /// A text, or an empty one where there is none.
  String text(String name) {
    Json given = json.get(name);
    if (given instanceof JsonString(var text) && isGood(text)) {
      return text;
    }
    if (given != null) {
      wrong("'" + name + "' is a text of at most " + CHARS_MAX + " characters without U+0000.");
    }
    return "";
  }

  Set<String> texts(String name, int max) {
    Json given = json.get(name);
    var values = new LinkedHashSet<String>();
    if (given instanceof JsonString(var text) && isGood(text)) {
      values.add(text);
    } else if (given instanceof JsonArray(var elements) && elements.size() <= max) {
      for (Json each : elements) {
        if (each instanceof JsonString(var text) && isGood(text)) {
          values.add(text);
        } else {
          wrong("'" + name + "' is a text or an array of texts.");
        }
      }
    } else if (given != null) {
      wrong("'" + name + "' is a text or an array of at most " + max + " texts.");
    }
    return values;
  }

  /// Takes note where one of the values is none that there are.
  void known(String name, Set<String> values, Set<String> all) {
    if (!all.containsAll(values)) {
      wrong("'" + name + "' is one of: " + String.join(", ", new TreeSet<>(all)) + ".");
    }
  }

  private static boolean isGood(String text) {
    return text.length() <= CHARS_MAX && text.indexOf(0) < 0;
  }

  @Nullable Instant time(String name) {
    Json given = json.get(name);
    try {
      if (given instanceof JsonString(var text)) {
        return Instant.parse(text);
      }
    } catch (DateTimeException _) {
      wrong("'" + name + "' is a time such as 2026-11-26T06:00:00Z.");
    }
    if (given != null) {
      wrong("'" + name + "' is a time such as 2026-11-26T06:00:00Z.");
    }
    return null;
  }

  int number(String name, int otherwise, int max) {
    Json given = json.get(name);
    if (given instanceof JsonNumber(var number)
        && number.stripTrailingZeros().scale() <= 0
        && number.signum() > 0
        && number.compareTo(BigDecimal.valueOf(max)) <= 0) {
      return number.intValueExact();
    }
    if (given != null) {
      wrong("'" + name + "' is a whole number from 1 to " + max + ".");
    }
    return otherwise;
  }

  /// True or false; false where nothing is said.
  boolean flag(String name) {
    Json given = json.get(name);
    if (given instanceof JsonBoolean(var flag)) {
      return flag;
    }
    if (given != null) {
      wrong("'" + name + "' is true or false.");
    }
    return false;
  }

  JsonObject object(String name) {
    Json given = json.get(name);
    if (given instanceof JsonObject object) {
      return object;
    }
    if (given != null) {
      wrong("'" + name + "' is an object.");
    }
    return JsonObject.EMPTY;
  }
}
