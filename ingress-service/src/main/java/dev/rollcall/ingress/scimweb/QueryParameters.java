package dev.rollcall.ingress.scimweb;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.message.SearchRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The query of a URL, decoded exactly once as a form: `+` and `%20` are spaces, `%2B` is a plus.
/// Names are read in any letter case; unknown ones, such as Entra's `aadOptscim062020`, are
/// ignored.
final class QueryParameters {
  private static final List<String> SEARCH =
      List.of(
          "filter",
          "sortBy",
          "sortOrder",
          "startIndex",
          "count",
          "cursor",
          "attributes",
          "excludedAttributes");

  /// A list may come in one value or in several.
  private static final Set<String> LISTS = Set.of("attributes", "excludedattributes");

  private final Map<String, String> values;

  private QueryParameters(Map<String, String> values) {
    this.values = values;
  }

  /// Reads a raw query; a broken percent-encoding is `invalidValue`.
  static Result<QueryParameters> parse(@Nullable String rawQuery) {
    var values = new LinkedHashMap<String, String>();
    if (rawQuery == null) {
      return Result.ok(new QueryParameters(values));
    }
    try {
      for (String pair : rawQuery.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        // A base URL that ends in `/?aadOptscim062020` puts a `?` in front of the next name.
        String folded = name.replaceFirst("^\\?+", "").toLowerCase(Locale.ROOT);
        values.merge(
            folded, value, (first, more) -> LISTS.contains(folded) ? first + "," + more : first);
      }
    } catch (IllegalArgumentException _) {
      return Result.badRequest(ScimType.INVALID_VALUE, "The query is not percent-encoded rightly.");
    }
    return Result.ok(new QueryParameters(values));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /// A value, or null.
  @Nullable String get(String name) {
    return values.get(name.toLowerCase(Locale.ROOT));
  }

  /// The attribute lists as `AttributeSelection.parse` takes them.
  List<String> list(String name) {
    String value = get(name);
    return value == null ? List.of() : List.of(value);
  }

  /// The parameters of a list request as a SearchRequest.
  Result<SearchRequest> search() {
    var body = JsonObject.builder();
    for (String name : SEARCH) {
      body.putIfPresent(name, get(name));
    }
    return SearchRequest.parse(body.build());
  }
}
