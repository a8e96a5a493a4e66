package dev.rollcall.e2e.random;

import dev.rollcall.schemas.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// An element of `emails`. Two are the same where type and value are.
record Email(String type, String value, @Nullable Boolean primary) {
  boolean isTwinOf(Email other) {
    return type.equals(other.type) && value.equals(other.value);
  }

  boolean isPrimary() {
    return Boolean.TRUE.equals(primary);
  }

  Email demoted() {
    return isPrimary() ? new Email(type, value, false) : this;
  }

  JsonObject toJson() {
    var json = JsonObject.builder().put("type", type).put("value", value);
    if (primary != null) {
      json.put("primary", primary);
    }
    return json.build();
  }
}
