package dev.rollcall.scim.message;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.Urns;
import dev.rollcall.scim.message.SearchRequest.SortOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the members of one search message and keeps the first thing that is wrong. Used once.
final class SearchRequestReader {
  /// Beyond the end of every directory; larger numbers count as this one.
  private static final BigDecimal POSITION_MAX = BigDecimal.valueOf(Integer.MAX_VALUE);

  /// Longer texts are no numbers that anyone means; the limit keeps them cheap to read.
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]{1,30}");

  private final TreeMap<String, Json> members = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private @Nullable ScimError refusal;

  SearchRequestReader(JsonObject body) {
    members.putAll(body.members());
  }

  Result<SearchRequest> read() {
    checkSchemas();
    List<String> attributes = list("attributes");
    List<String> excluded = list("excludedAttributes");
    String filter = text("filter");
    String sortBy = text("sortBy");
    SortOrder sortOrder = sortOrder();
    String cursor = text("cursor");
    Long startIndex = number("startIndex", 1, ScimType.INVALID_VALUE);
    Long count =
        number("count", 0, cursor == null ? ScimType.INVALID_VALUE : ScimType.INVALID_COUNT);
    return refusal != null
        ? Result.refused(refusal)
        : Result.ok(
            new SearchRequest(
                attributes,
                excluded,
                filter,
                sortBy == null || sortBy.isBlank() ? null : sortBy.strip(),
                sortOrder,
                startIndex == null ? 1 : startIndex,
                count,
                cursor));
  }

  /// A missing `schemas` is forgiven; another message is not taken for a search.
  private void checkSchemas() {
    List<String> urns = list("schemas");
    if (!urns.isEmpty() && urns.stream().noneMatch(Urns.SEARCH_REQUEST::equalsIgnoreCase)) {
      refuse(ScimType.INVALID_SYNTAX, "'schemas' does not name a search request.");
    }
  }

  private List<String> list(String name) {
    return switch (value(name)) {
      case JsonNull _ -> List.of();
      case JsonString(var text) -> List.of(text);
      case JsonArray(var elements) -> {
        var texts = new ArrayList<String>(elements.size());
        for (Json element : elements) {
          if (element instanceof JsonString(var text)) {
            texts.add(text);
          } else {
            refuse(ScimType.INVALID_VALUE, "'" + name + "' is a list of names.");
          }
        }
        yield texts;
      }
      case Json _ -> {
        refuse(ScimType.INVALID_VALUE, "'" + name + "' is a list of names.");
        yield List.of();
      }
    };
  }

  private @Nullable String text(String name) {
    return switch (value(name)) {
      case JsonNull _ -> null;
      case JsonString(var text) -> text;
      case Json _ -> {
        refuse(ScimType.INVALID_VALUE, "'" + name + "' is a text.");
        yield null;
      }
    };
  }

  private SortOrder sortOrder() {
    String order = text("sortOrder");
    if (order == null || order.isBlank()) {
      return SortOrder.ASCENDING;
    }
    return switch (order.strip().toLowerCase(Locale.ROOT)) {
      case "ascending" -> SortOrder.ASCENDING;
      case "descending" -> SortOrder.DESCENDING;
      default -> {
        refuse(ScimType.INVALID_VALUE, "'sortOrder' is 'ascending' or 'descending'.");
        yield SortOrder.ASCENDING;
      }
    };
  }

  private @Nullable Long number(String name, long least, ScimType otherwise) {
    return switch (value(name)) {
      case JsonNull _ -> null;
      case JsonNumber(var number) when number.stripTrailingZeros().scale() <= 0 ->
          limited(number, least);
      case JsonString(var text) when text.isBlank() -> null;
      case JsonString(var text) when WHOLE_NUMBER.matcher(text.strip()).matches() ->
          limited(new BigDecimal(text.strip()), least);
      case Json _ -> {
        refuse(otherwise, "'" + name + "' is a whole number.");
        yield null;
      }
    };
  }

  private static long limited(BigDecimal number, long least) {
    return number.compareTo(BigDecimal.valueOf(least)) < 0
        ? least
        : number.min(POSITION_MAX).longValueExact();
  }

  private Json value(String name) {
    return members.getOrDefault(name, JsonNull.NULL);
  }

  private void refuse(ScimType scimType, String detail) {
    if (refusal == null) {
      refusal = ScimError.badRequest(scimType, detail);
    }
  }
}
