package dev.rollcall.connector.reconciliation.core;

import dev.rollcall.connector.delivery.core.Shadow;
import dev.rollcall.connector.parking.core.Difference;
import dev.rollcall.connector.parking.core.Difference.Change;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Compares a resource that a target shows with what it should show. Only attributes that the
/// mapping gives count; how a target writes a value does not.
public final class Comparison {
  private static final String ACTIVE = "active";
  private static final JsonObject IN_USE = JsonObject.of(ACTIVE, JsonBoolean.TRUE);
  private static final List<String> SECRET = List.of("password", "pwd", "secret", "token");
  private static final JsonString HIDDEN = new JsonString("***");
  private static final int VALUE_CHARS_MAX = 500;

  private Comparison() {}

  /// What came of it.
  public sealed interface Verdict {

    /// It is as it should be, or nobody can say.
    record Same() implements Verdict {}

    /// It is there and should not be.
    record Extra() implements Verdict {}

    /// It differs.
    ///
    /// @param active whether the account is in use at the target, where that differs; else null
    record Drift(List<Change> changes, @Nullable Boolean active) implements Verdict {
      public Drift {
        changes = List.copyOf(changes);
      }
    }
  }

  /// Compares.
  ///
  /// @param asRead returns what a shape looks like when it is read at this target
  public static Verdict of(Expected expected, JsonObject shown, UnaryOperator<JsonObject> asRead) {
    return switch (expected) {
      case Expected.Open _ -> new Verdict.Same();
      case Expected.Gone _ -> new Verdict.Extra();
      case Expected.Off _ when asRead.apply(IN_USE).get(ACTIVE) == null -> new Verdict.Same();
      case Expected.Off _ -> off(shown);
      case Expected.There(var shape) -> there(asRead.apply(shape), shown);
    };
  }

  private static Verdict off(JsonObject shown) {
    boolean active = active(shown).orElse(true);
    return active
        ? new Verdict.Drift(List.of(new Change(ACTIVE, JsonBoolean.TRUE, JsonBoolean.FALSE)), true)
        : new Verdict.Same();
  }

  private static Verdict there(JsonObject shape, JsonObject shown) {
    JsonObject seen = Shadow.of(alike(shown, shape), shape);
    if (seen.equals(shape)) {
      return new Verdict.Same();
    }
    List<Change> changes = Difference.between(seen, shape).stream().map(Comparison::shown).toList();
    boolean should = !JsonBoolean.FALSE.equals(shape.get(ACTIVE));
    Boolean active = active(shown).filter(is -> is != should).orElse(null);
    // What differs in form alone is the same.
    return changes.isEmpty() ? new Verdict.Same() : new Verdict.Drift(changes, active);
  }

  /// Says whether an account is in use; empty where it does not say so.
  public static Optional<Boolean> active(JsonObject shown) {
    for (var member : shown.members().entrySet()) {
      if (member.getKey().equalsIgnoreCase(ACTIVE)) {
        return text(member.getValue()).map(it -> !it.equalsIgnoreCase("false"));
      }
    }
    return Optional.empty();
  }

  /// Writes what is shown as the shape writes it, where it says the same: a number for a text, one
  /// value for a list of one, `"True"` for true. Attribute names have no letter case (RFC 7643
  /// section 2.1).
  private static JsonObject alike(JsonObject shown, JsonObject shape) {
    JsonObject.Builder alike = JsonObject.builder();
    for (var member : shown.members().entrySet()) {
      String name = nameIn(shape, member.getKey());
      Json wanted = shape.get(name);
      alike.put(name, wanted == null ? member.getValue() : alike(member.getValue(), wanted));
    }
    return alike.build();
  }

  private static Json alike(Json shown, Json wanted) {
    return switch (wanted) {
      case JsonObject object when shown instanceof JsonObject there -> alike(there, object);
      case JsonArray(var elements) -> list(shown, elements);
      case JsonObject _ -> shown;
      case JsonNull _ -> shown;
      case JsonString _, JsonNumber _, JsonBoolean _ -> {
        Json one = shown instanceof JsonArray(var all) && all.size() == 1 ? all.getFirst() : shown;
        yield saysTheSame(one, wanted) ? wanted : shown;
      }
    };
  }

  private static Json list(Json shown, List<Json> wanted) {
    List<Json> left = new ArrayList<>(wanted);
    List<Json> all = shown instanceof JsonArray(var elements) ? elements : List.of(shown);
    var alike = new ArrayList<Json>();
    for (Json each : all) {
      Json same = left.stream().filter(it -> alike(each, it).equals(it)).findFirst().orElse(null);
      if (same == null) {
        alike.add(each);
      } else {
        left.remove(same);
        alike.add(same);
      }
    }
    return new JsonArray(alike);
  }

  private static boolean saysTheSame(Json one, Json other) {
    if (one instanceof JsonNumber(var a) && other instanceof JsonNumber(var b)) {
      return a.compareTo(b) == 0;
    }
    Optional<String> text = text(one);
    boolean flag = one instanceof JsonBoolean || other instanceof JsonBoolean;
    return text.isPresent()
        && text(other)
            .filter(it -> flag ? it.equalsIgnoreCase(text.get()) : it.equals(text.get()))
            .isPresent();
  }

  private static Optional<String> text(Json value) {
    return switch (value) {
      case JsonString(var text) -> Optional.of(text);
      case JsonNumber(var number) -> Optional.of(number.stripTrailingZeros().toPlainString());
      case JsonBoolean(var flag) -> Optional.of(Boolean.toString(flag));
      case JsonNull _, JsonArray _, JsonObject _ -> Optional.empty();
    };
  }

  private static String nameIn(JsonObject shape, String name) {
    if (shape.get(name) != null) {
      return name;
    }
    Set<String> names = new HashSet<>(shape.members().keySet());
    return names.stream().filter(name::equalsIgnoreCase).findFirst().orElse(name);
  }

  /// A change as it may be stored and shown.
  private static Change shown(Change change) {
    String path = change.path().toLowerCase(Locale.ROOT);
    boolean secret = SECRET.stream().anyMatch(path::contains);
    return new Change(change.path(), value(change.before(), secret), value(change.after(), secret));
  }

  private static @Nullable Json value(@Nullable Json value, boolean secret) {
    if (value == null) {
      return null;
    }
    if (secret) {
      return HIDDEN;
    }
    return value instanceof JsonString(var text) && text.length() > VALUE_CHARS_MAX
        ? new JsonString(text.substring(0, VALUE_CHARS_MAX) + "…")
        : value;
  }
}
