package dev.rollcall.scim.bulk;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts the ids of resources in the place of references to the operations that create them: a text
/// `bulkId:q1`, a URI that ends in it, or a PATCH path that names it (RFC 7644 section 3.7.2). Only
/// attributes that refer to resources have references; elsewhere `bulkId:q1` is a text like others.
/// Notes what was referred to. Used for one operation.
public final class BulkReferences {
  /// In a URI the colon may be encoded.
  private static final Pattern WHOLE =
      Pattern.compile("((?:.*/)?)bulkId(?::|%3[Aa])([^/\"]+)", Pattern.DOTALL);

  private static final Pattern INSIDE = Pattern.compile("bulkId:([^/\"\\]\\s)]+)");
  private static final Pattern SEGMENT = Pattern.compile("(?<![^/])bulkId(?::|%3[Aa])([^/]+)");

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

  /// Returns the path of an operation with ids in the place of its references.
  public String resolvePath(String path) {
    return SEGMENT.matcher(path).replaceAll(it -> Matcher.quoteReplacement(id(it.group(1))));
  }

  /// Returns the body of a POST or PUT with ids in the place of its references.
  public JsonObject resolve(ResourceTypeDefinition type, JsonObject body) {
    return new ReferringBody(type, this).resource(body);
  }

  /// Returns the body of a PATCH with ids in the place of its references.
  public JsonObject resolvePatch(ResourceTypeDefinition type, JsonObject body) {
    return new ReferringBody(type, this).patch(body);
  }

  /// Resolves the value of an attribute that refers.
  String resolveValue(String text) {
    Matcher whole = WHOLE.matcher(text);
    return whole.matches() ? whole.group(1) + id(whole.group(2)) : text;
  }

  /// Resolves the path of an attribute that refers.
  String resolveFilter(String path) {
    return INSIDE.matcher(path).replaceAll(it -> Matcher.quoteReplacement(id(it.group(1))));
  }

  private String id(String reference) {
    String bulkId = ids.containsKey(reference) ? reference : decoded(reference);
    String id = ids.get(bulkId);
    if (id == null) {
      unknown.add(bulkId);
      return "bulkId:" + reference;
    }
    found.add(bulkId);
    return id;
  }

  private static String decoded(String text) {
    try {
      // A plus in a path is a plus.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }
}
