package dev.rollcall.scim.message;

import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.Urns;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A query: the body of `POST .search` (RFC 7644 section 3.4.3), which the parameters of a GET are
/// turned into as well.
///
/// @param filter null for none; an empty text is there and for the filter parser to refuse
/// @param sortBy an attribute path, or null
/// @param startIndex counted from 1
/// @param count at least 0, or null where the page size is left to the server
/// @param cursor where a walk goes on, empty where it begins (RFC 9865); null for pages by index
public record SearchRequest(
    List<String> attributes,
    List<String> excludedAttributes,
    @Nullable String filter,
    @Nullable String sortBy,
    SortOrder sortOrder,
    long startIndex,
    @Nullable Long count,
    @Nullable String cursor) {

  public SearchRequest {
    attributes = List.copyOf(attributes);
    excludedAttributes = List.copyOf(excludedAttributes);
  }

  /// The order of `sortBy`.
  public enum SortOrder {
    ASCENDING,
    DESCENDING
  }

  /// Reads a search. Names are read in any letter case, numbers as numbers or as text, lists as
  /// lists or comma-separated. `startIndex` below 1 is 1 and `count` below 0 is 0; what is no whole
  /// number is `invalidValue`, and for the `count` of a walk by cursors `invalidCount`.
  public static Result<SearchRequest> parse(JsonObject body) {
    return new SearchRequestReader(body).read();
  }

  /// The message again, as `POST .search` takes it.
  public JsonObject toJson() {
    var body = JsonObject.builder().put("schemas", Messages.schemas(Urns.SEARCH_REQUEST));
    if (!attributes.isEmpty()) {
      body.put("attributes", JsonArray.ofStrings(attributes));
    }
    if (!excludedAttributes.isEmpty()) {
      body.put("excludedAttributes", JsonArray.ofStrings(excludedAttributes));
    }
    body.putIfPresent("filter", filter).putIfPresent("sortBy", sortBy);
    body.put("sortOrder", sortOrder.name().toLowerCase(Locale.ROOT)).put("startIndex", startIndex);
    body.putIfPresent("cursor", cursor);
    return (count == null ? body : body.put("count", count)).build();
  }

  /// How many resources the page has at most.
  ///
  /// @param pageDefault where the client leaves it open
  /// @param pageMax whatever the client asks
  public int pageSize(int pageDefault, int pageMax) {
    return count == null ? Math.min(pageDefault, pageMax) : (int) Math.min(count, pageMax);
  }
}
