package dev.rollcall.connector;

import dev.rollcall.connector.FakeServer.Response;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lists of a fake SCIM server, page by page.
final class ScimPages {
  private ScimPages() {}

  /// A page as the RFC has it.
  static Response byIndex(List<JsonObject> all, String query) {
    return byIndex(all, query, Integer.MAX_VALUE);
  }

  /// The same at a server that shows no more than so many.
  static Response byIndex(List<JsonObject> all, String query, int most) {
    int from = Math.min(number(query, "startIndex", 1) - 1, all.size());
    List<Json> page = page(all, query, from, most);
    return Response.json(
        200,
        JsonObject.builder()
            .put("totalResults", all.size())
            .put("startIndex", from + 1)
            .put("itemsPerPage", page.size())
            .put("Resources", new JsonArray(page))
            .build());
  }

  /// A page as RFC 9865 has it: the cursor is a secret of the server's.
  static Response byCursor(List<JsonObject> all, String query, int most) {
    int from = number(query, "cursor=c-", 0);
    List<Json> page = page(all, query, from, most);
    JsonObject.Builder list =
        JsonObject.builder()
            .put("totalResults", all.size())
            .put("itemsPerPage", page.size())
            .put("Resources", new JsonArray(page));
    int next = from + page.size();
    return Response.json(
        200, next < all.size() ? list.put("nextCursor", "c-" + next).build() : list.build());
  }

  private static List<Json> page(List<JsonObject> all, String query, int from, int most) {
    int count = Math.min(number(query, "count", all.size()), most);
    List<Json> page = new ArrayList<>();
    for (JsonObject each : all.subList(from, Math.min(from + count, all.size()))) {
      page.add(query.contains("excludedAttributes=members") ? each.without("members") : each);
    }
    return page;
  }

  static int number(String query, String name, int otherwise) {
    String prefix = name.endsWith("-") ? name : name + "=";
    Matcher matcher = Pattern.compile(prefix + "(\\d+)").matcher(query);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
  }
}
