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
    int from = Math.min(number(query, "startIndex", 1) - 1, all.size());
    int to = Math.min(from + number(query, "count", all.size()), all.size());
    List<Json> page = new ArrayList<>();
    for (JsonObject each : all.subList(from, to)) {
      page.add(query.contains("excludedAttributes=members") ? each.without("members") : each);
    }
    return Response.json(
        200,
        JsonObject.builder()
            .put("totalResults", all.size())
            .put("startIndex", from + 1)
            .put("itemsPerPage", page.size())
            .put("Resources", new JsonArray(page))
            .build());
  }

  static int number(String query, String name, int otherwise) {
    Matcher matcher = Pattern.compile(name + "=(\\d+)").matcher(query);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
  }
}
