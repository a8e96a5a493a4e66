package dev.rollcall.scim.bulk;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts the ids of resources in the place of references to the operations that create them: a text
/// `bulkId:q1`, a URI that ends in it, or a PATCH path that names it (RFC 7644 section 3.7.2).
/// Notes what was referred to. Used for one operation.
public final class BulkReferences {
  private static final Pattern WHOLE = Pattern.compile("(?:.*/)?bulkId:([^/\"]+)");
  private static final Pattern INSIDE = Pattern.compile("bulkId:([^/\"\\]\\s)]+)");
  private static final String PATH = "path";

  private final Map<String, String> ids;
  private final Set<String> found = new LinkedHashSet<>();
  private final Set<String> unknown = new LinkedHashSet<>();

  /// @param ids by `bulkId`
  public BulkReferences(Map<String, String> ids) {
    this.ids = Map.copyOf(ids);
  }

  /// The `bulkId`s that were found and are known.
  public Set<String> found() {
    return Set.copyOf(found);
  }

  /// The `bulkId`s that were found and name no operation.
  public List<String> unknown() {
    return List.copyOf(unknown);
  }

  /// Returns a body with ids in the place of its references.
  public JsonObject resolve(JsonObject body) {
    var resolved = JsonObject.builder();
    body.members()
        .forEach((name, value) ->
            resolved.put(
                name,
                name.equalsIgnoreCase(PATH) && value instanceof JsonString(String path)
                    ? new JsonString(resolvePath(path))
                    : resolve(value)));
    return resolved.build();
  }

  /// Returns a path, of an operation or in a PATCH, with ids in the place of its references.
  public String resolvePath(String path) {
    return INSIDE.matcher(path).replaceAll(it -> Matcher.quoteReplacement(id(it)));
  }

  private Json resolve(Json value) {
    return switch (value) {
      case JsonString(String text) -> new JsonString(resolveText(text));
      case JsonArray(List<Json> elements) ->
          new JsonArray(elements.stream().map(this::resolve).toList());
      case JsonObject object -> resolve(object);
      case JsonNumber _, JsonBoolean _, JsonNull _ -> value;
    };
  }

  private String resolveText(String text) {
    Matcher whole = WHOLE.matcher(text);
    return whole.matches() ? text.substring(0, text.indexOf("bulkId:")) + id(whole) : text;
  }

  private String id(MatchResult reference) {
    String bulkId = reference.group(1);
    String id = ids.get(bulkId);
    if (id == null) {
      unknown.add(bulkId);
      return "bulkId:" + bulkId;
    }
    found.add(bulkId);
    return id;
  }
}
