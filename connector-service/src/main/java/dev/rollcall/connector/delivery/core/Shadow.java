package dev.rollcall.connector.delivery.core;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads a target's resource as what we keep of it: the attributes that we manage, and no others.
public final class Shadow {
  private static final String EXTERNAL_ID = "externalId";

  private Shadow() {}

  /// Returns the managed attributes as the target has them. What only adds to a managed value
  /// (`$ref`, `display`) counts as equal to it.
  public static JsonObject of(JsonObject remote, JsonObject managed) {
    var shadow = JsonObject.builder();
    for (Map.Entry<String, Json> member : managed.members().entrySet()) {
      Json value = get(remote, member.getKey());
      if (value != null && !value.isUnassigned()) {
        shadow.put(member.getKey(), covers(value, member.getValue()) ? member.getValue() : value);
      }
    }
    return shadow.build();
  }

  /// Returns whom a resource that was found names as its owner, or null.
  static @Nullable String owner(JsonObject remote) {
    Json owner = get(remote, EXTERNAL_ID);
    return switch (owner) {
      case null -> null;
      case JsonString(var id) -> id.isEmpty() ? null : id;
      case Json it -> it.isUnassigned() ? null : it.toString();
    };
  }

  /// Says whether a resource that was found names ours as its owner.
  static boolean isOurs(JsonObject remote, JsonObject intended) {
    return owner(remote) != null
        && Objects.equals(get(remote, EXTERNAL_ID), intended.get(EXTERNAL_ID));
  }

  private static boolean covers(Json remote, Json managed) {
    return switch (managed) {
      case JsonObject object ->
          remote instanceof JsonObject there
              && object.members().entrySet().stream()
                  .allMatch(member -> {
                    Json value = get(there, member.getKey());
                    return value != null && covers(value, member.getValue());
                  });
      case JsonArray(List<Json> elements) ->
          remote instanceof JsonArray(List<Json> there)
              && there.size() == elements.size()
              && elements.stream()
                  .allMatch(element -> there.stream().anyMatch(each -> covers(each, element)));
      case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> remote.equals(managed);
    };
  }

  /// Attribute names are case-insensitive (RFC 7643 section 2.1).
  private static @Nullable Json get(JsonObject object, String name) {
    Json exact = object.get(name);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (member.getKey().equalsIgnoreCase(name)) {
        return member.getValue();
      }
    }
    return null;
  }
}
