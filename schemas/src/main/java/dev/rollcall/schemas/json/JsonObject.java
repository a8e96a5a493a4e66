package dev.rollcall.schemas.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A JSON object. Member names are case-sensitive here and keep their order; equality ignores the
/// order.
public record JsonObject(SequencedMap<String, Json> members) implements Json {
  /// The object without members.
  public static final JsonObject EMPTY = new JsonObject(new LinkedHashMap<>());

  public JsonObject {
    members =
        Collections.unmodifiableSequencedMap(
            members instanceof Built ? members : new LinkedHashMap<>(members));
  }

  /// What a builder alone has held and gives away: it need not be copied.
  private static final class Built extends LinkedHashMap<String, Json> {
    private static final long serialVersionUID = 1;

    Built(Map<String, Json> members) {
      super(members);
    }
  }

  /// Returns an object with one member.
  public static JsonObject of(String name, Json value) {
    return builder().put(name, value).build();
  }

  /// Starts an object; members come out in the order in which they were first put.
  public static Builder builder() {
    return new Builder(new Built(Map.of()));
  }

  /// Starts a changed copy of this object.
  public Builder toBuilder() {
    return new Builder(new Built(members));
  }

  /// Returns the member of exactly this name, or null.
  public @Nullable Json get(String name) {
    return members.get(name);
  }

  /// Returns the text of a string member, or empty where it is missing or not a string.
  public Optional<String> text(String name) {
    return get(name) instanceof JsonString(String value) ? Optional.of(value) : Optional.empty();
  }

  /// Returns this object with one member set.
  public JsonObject with(String name, Json value) {
    return toBuilder().put(name, value).build();
  }

  /// Returns this object without one member.
  public JsonObject without(String name) {
    return members.containsKey(name) ? toBuilder().remove(name).build() : this;
  }

  /// Collects the members of an object. Not safe for use by several threads.
  public static final class Builder {
    private Built members;
    private boolean given;

    private Builder(Built members) {
      this.members = members;
    }

    private Built own() {
      if (given) {
        members = new Built(members);
        given = false;
      }
      return members;
    }

    public Builder put(String name, Json value) {
      own().put(name, value);
      return this;
    }

    public Builder put(String name, String value) {
      return put(name, new JsonString(value));
    }

    public Builder put(String name, long value) {
      return put(name, JsonNumber.of(value));
    }

    public Builder put(String name, boolean value) {
      return put(name, JsonBoolean.of(value));
    }

    /// Puts the member only where there is a value.
    public Builder putIfPresent(String name, @Nullable String value) {
      return value == null ? this : put(name, value);
    }

    public Builder putAll(Map<String, Json> more) {
      own().putAll(more);
      return this;
    }

    public Builder remove(String name) {
      own().remove(name);
      return this;
    }

    public JsonObject build() {
      given = true;
      return new JsonObject(members);
    }
  }
}
