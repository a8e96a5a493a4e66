package dev.rollcall.connector.parking.core;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a target must change to have what it must have, field by field.
public final class Difference {
  private final List<Change> changes = new ArrayList<>();

  private Difference() {}

  /// One field.
  ///
  /// @param path as in SCIM: `name.givenName`, `emails[type eq "work"].value`
  /// @param before what the target last confirmed, or null where it has nothing
  /// @param after what it must have, or null where it must have nothing
  public record Change(String path, @Nullable Json before, @Nullable Json after) {

    /// Returns the change as administrators see it; what is not there is left out.
    public JsonObject toJson() {
      var json = JsonObject.builder().put("path", path);
      if (before != null) {
        json.put("before", before);
      }
      if (after != null) {
        json.put("after", after);
      }
      return json.build();
    }
  }

  /// Returns the fields that differ, in the order of what is wanted and then of what has to go.
  public static List<Change> between(JsonObject before, JsonObject after) {
    var difference = new Difference();
    difference.objects("", before, after);
    return List.copyOf(difference.changes);
  }

  /// @param prefix the path so far with its last separator
  private void objects(String prefix, JsonObject before, JsonObject after) {
    Set<String> names = new LinkedHashSet<>(after.members().keySet());
    names.addAll(before.members().keySet());
    for (String name : names) {
      // What follows an extension's URN stands behind a colon, as in SCIM.
      String separator = prefix.isEmpty() && name.startsWith("urn:") ? ":" : ".";
      values(prefix + name, separator, known(before.get(name)), known(after.get(name)));
    }
  }

  private static @Nullable Json known(@Nullable Json value) {
    return value == null || value.isUnassigned() ? null : value;
  }

  private void values(String path, String separator, @Nullable Json before, @Nullable Json after) {
    if (before == null ? after == null : before.equals(after)) {
      return;
    }
    if (before instanceof JsonObject was && after instanceof JsonObject is) {
      objects(path + separator, was, is);
    } else if (isList(before) && isList(after)) {
      lists(path, elements(before), elements(after));
    } else {
      changes.add(new Change(path, before, after));
    }
  }

  private static boolean isList(@Nullable Json value) {
    return value == null || value instanceof JsonArray;
  }

  private static List<Json> elements(@Nullable Json value) {
    return value instanceof JsonArray(var elements) ? elements : List.of();
  }

  /// Elements have no order: those that both have are the same, and of the others those belong
  /// together that bear the same name.
  private void lists(String path, List<Json> before, List<Json> after) {
    List<Json> leaving = new ArrayList<>(before);
    List<Json> coming = new ArrayList<>();
    for (Json each : after) {
      if (!leaving.remove(each)) {
        coming.add(each);
      }
    }
    for (Json each : coming) {
      Optional<String> name = name(each);
      Optional<Json> counterpart =
          name.flatMap(it ->
              leaving.stream()
                  .filter(other -> name(other).filter(it::equals).isPresent())
                  .findFirst());
      counterpart.ifPresent(leaving::remove);
      element(path, counterpart.orElse(null), each);
    }
    leaving.forEach(each -> element(path, each, null));
  }

  private void element(String path, @Nullable Json before, @Nullable Json after) {
    Json shown = after == null ? before : after;
    String place = path + name(shown).map(it -> "[" + it + "]").orElse("");
    if (before instanceof JsonObject was && after instanceof JsonObject is) {
      objects(place + ".", was, is);
    } else {
      changes.add(new Change(place, before, after));
    }
  }

  private static Optional<String> name(@Nullable Json element) {
    return switch (element) {
      case JsonObject object ->
          object
              .text("type")
              .map(type -> "type eq \"" + type + "\"")
              .or(() -> object.text("value").map(value -> "value eq \"" + value + "\""));
      case JsonArray _, JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> Optional.empty();
      case null -> Optional.empty();
    };
  }
}
