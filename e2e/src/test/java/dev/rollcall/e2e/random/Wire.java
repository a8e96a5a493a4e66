package dev.rollcall.e2e.random;

import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// An action as an HTTP request.
///
/// @param body empty for none
record Wire(String method, String path, Map<String, String> headers, String body) {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  /// @param ids puts the server's ids in the place of the model's
  static Wire of(Generator.Step step, UnaryOperator<String> ids) {
    return switch (step.action()) {
      case Action.Create it ->
          write("POST", it.draft().group ? "/Groups" : "/Users", "", ids.apply(text(it.draft())));
      case Action.Replace it ->
          write(
              "PUT",
              ids.apply(Showing.address(it.draft().group, it.id())),
              it.ifMatch(),
              ids.apply(text(it.draft())));
      case Action.Patch it ->
          write(
              "PATCH",
              ids.apply(Showing.address(it.group(), it.id()))
                  + (it.attributes().isEmpty() ? "" : "?attributes=" + it.attributes()),
              it.ifMatch(),
              ids.apply(JSON.writeText(it.body())));
      case Action.Delete it ->
          write("DELETE", ids.apply(Showing.address(it.group(), it.id())), it.ifMatch(), "");
      case Action.Read it -> read(it, ids);
      case Action.Search it -> it.posted() ? posted(it, ids) : listed(it, ids);
      case Action.Bulk it ->
          write("POST", "/Bulk", "", ids.apply(JSON.writeText(BulkWire.body(step.name(), it))));
    };
  }

  /// A step as it is printed.
  static String text(Generator.Step step) {
    Wire wire = of(step, UnaryOperator.identity());
    return "%s %s %s %s %s".formatted(step.name(), wire.method, wire.path, wire.headers, wire.body);
  }

  private static String text(Thing draft) {
    return JSON.writeText(draft.body());
  }

  private static Wire write(String method, String path, String ifMatch, String body) {
    var headers = new HashMap<String, String>();
    if (!body.isEmpty()) {
      headers.put("Content-Type", "application/scim+json");
    }
    if (!ifMatch.isEmpty()) {
      headers.put("If-Match", ifMatch);
    }
    return new Wire(method, path, headers, body);
  }

  private static Wire read(Action.Read read, UnaryOperator<String> ids) {
    String path = ids.apply(Showing.address(read.group(), read.id()));
    String query = String.join("&", selection(read.selection()));
    Map<String, String> headers =
        read.ifNoneMatch().isEmpty() ? Map.of() : Map.of("If-None-Match", read.ifNoneMatch());
    return new Wire("GET", query.isEmpty() ? path : path + "?" + query, headers, "");
  }

  private static List<String> selection(Selection selection) {
    if (!selection.only().isEmpty()) {
      return List.of(parameter("attributes", String.join(",", selection.only())));
    }
    return selection.except().isEmpty()
        ? List.of()
        : List.of(parameter("excludedAttributes", String.join(",", selection.except())));
  }

  private static Wire listed(Action.Search search, UnaryOperator<String> ids) {
    var query = new ArrayList<>(selection(search.selection()));
    Action.Condition condition = search.condition();
    if (condition != null) {
      query.add(parameter("filter", ids.apply(condition.text())));
    }
    if (!search.sortBy().isEmpty()) {
      query.add(parameter("sortBy", search.sortBy()));
      query.add(parameter("sortOrder", search.descending() ? "descending" : "ascending"));
    }
    Integer startIndex = search.startIndex();
    if (startIndex != null) {
      query.add(parameter("startIndex", startIndex.toString()));
    }
    Integer count = search.count();
    if (count != null) {
      query.add(parameter("count", count.toString()));
    }
    String path = search.groups() ? "/Groups" : "/Users";
    return new Wire(
        "GET", query.isEmpty() ? path : path + "?" + String.join("&", query), Map.of(), "");
  }

  private static Wire posted(Action.Search search, UnaryOperator<String> ids) {
    var body =
        JsonObject.builder()
            .put("schemas", JsonArray.ofStrings(List.of(Names.MESSAGE + "SearchRequest")));
    Action.Condition condition = search.condition();
    if (condition != null) {
      body.put("filter", ids.apply(condition.text()));
    }
    if (!search.sortBy().isEmpty()) {
      body.put("sortBy", search.sortBy());
      body.put("sortOrder", search.descending() ? "descending" : "ascending");
    }
    Integer startIndex = search.startIndex();
    if (startIndex != null) {
      body.put("startIndex", startIndex);
    }
    Integer count = search.count();
    if (count != null) {
      body.put("count", count);
    }
    if (!search.selection().only().isEmpty()) {
      body.put("attributes", JsonArray.ofStrings(search.selection().only()));
    }
    if (!search.selection().except().isEmpty()) {
      body.put("excludedAttributes", JsonArray.ofStrings(search.selection().except()));
    }
    String path = (search.groups() ? "/Groups" : "/Users") + "/.search";
    return write("POST", path, "", JSON.writeText(body.build()));
  }

  private static String parameter(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
