package dev.rollcall.connector.target.scim;

import dev.rollcall.connector.outbound.Reply.Answered;
import dev.rollcall.connector.target.ReadableApp.Shown;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A list answer (RFC 7644 section 3.4.2).
///
/// @param total of the whole list, or null where the server does not say
/// @param nextCursor where the next page begins, or null where there is none
record ScimList(List<Shown> shown, @Nullable Long total, @Nullable String nextCursor) {

  /// The answer is no list that could be relied on.
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  int count() {
    return shown.size();
  }

  /// Reads an answer. One resource that cannot be read makes the whole page no good: who is left
  /// out would look as if they were missing.
  static ScimList of(ScimReplies replies, Answered answered) throws Unreadable {
    JsonObject body =
        replies.body(answered).orElseThrow(() -> new Unreadable("The target's list is not JSON"));
    Json resources = get(body, "Resources");
    var shown = new ArrayList<Shown>();
    if (resources instanceof JsonArray(var elements)) {
      for (Json each : elements) {
        shown.add(shown(each));
      }
    } else if (resources != null || total(body) == null) {
      // A list without results may leave `Resources` out, and has a total of 0 then.
      throw new Unreadable("The target's answer is no list");
    }
    return new ScimList(shown, total(body), text(body, "nextCursor"));
  }

  private static Shown shown(Json element) throws Unreadable {
    if (!(element instanceof JsonObject resource)) {
      throw new Unreadable("The target's list has something that is no resource");
    }
    String id = text(resource, "id");
    if (id == null) {
      throw new Unreadable("The target's list has a resource without an id");
    }
    return new Shown(id, id, text(resource, "externalId"), resource);
  }

  private static @Nullable Long total(JsonObject body) {
    return get(body, "totalResults") instanceof JsonNumber(var number)
            && number.signum() >= 0
            && number.stripTrailingZeros().scale() <= 0
            && number.precision() <= 18
        ? number.longValueExact()
        : null;
  }

  private static @Nullable String text(JsonObject object, String name) {
    return get(object, name) instanceof JsonString(var text) && !text.isBlank() ? text : null;
  }

  /// Attribute names are case-insensitive (RFC 7643 section 2.1).
  static @Nullable Json get(JsonObject object, String name) {
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
