package dev.rollcall.e2e.random;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.util.ArrayList;
import java.util.List;

/// How a bulk request is written.
final class BulkWire {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private BulkWire() {}

  static JsonObject body(String name, Action.Bulk bulk) {
    var operations = new ArrayList<Json>();
    for (int i = 0; i < bulk.operations().size(); i++) {
      operations.add(operation(name, bulk, i));
    }
    var body =
        JsonObject.builder()
            .put("schemas", JsonArray.ofStrings(List.of(Names.MESSAGE + "BulkRequest")))
            .put("Operations", new JsonArray(operations));
    if (bulk.failOnErrors() > 0) {
      body.put("failOnErrors", bulk.failOnErrors());
    }
    return body.build();
  }

  private static JsonObject operation(String name, Action.Bulk bulk, int index) {
    Action.Write write = bulk.operations().get(index);
    String text = JSON.writeText(json(write, index));
    for (int i = 0; i < bulk.operations().size(); i++) {
      if (bulk.operations().get(i) instanceof Action.Create) {
        text =
            text.replace("\"" + name + "." + i + "\"", "\"bulkId:b" + i + "\"")
                .replace("/" + name + "." + i + "\"", "/bulkId:b" + i + "\"")
                .replace("\\\"" + name + "." + i + "\\\"", "\\\"bulkId:b" + i + "\\\"");
      }
    }
    return (JsonObject) JSON.read(text);
  }

  private static JsonObject json(Action.Write write, int index) {
    var json = JsonObject.builder().put("method", method(write));
    switch (write) {
      case Action.Create it ->
          json.put("path", it.draft().group ? "/Groups" : "/Users")
              .put("bulkId", "b" + index)
              .put("data", it.draft().body());
      case Action.Replace it ->
          json.put("path", location("", write)).put("data", it.draft().body());
      case Action.Patch it -> json.put("path", location("", write)).put("data", it.body());
      case Action.Delete _ -> json.put("path", location("", write));
    }
    String version = ifMatch(write);
    return version.isEmpty() ? json.build() : json.put("version", version).build();
  }

  static String text(Action.Write write) {
    String text = JSON.writeText(json(write, 0));
    return text.replace("\\\"", "\"").replaceAll("/(@[0-9.]+)\"", "\"$1\"");
  }

  static String method(Action.Write write) {
    return switch (write) {
      case Action.Create _ -> "POST";
      case Action.Replace _ -> "PUT";
      case Action.Patch _ -> "PATCH";
      case Action.Delete _ -> "DELETE";
    };
  }

  private static String ifMatch(Action.Write write) {
    return switch (write) {
      case Action.Create _ -> "";
      case Action.Replace it -> it.ifMatch();
      case Action.Patch it -> it.ifMatch();
      case Action.Delete it -> it.ifMatch();
    };
  }

  static String id(String created, Action.Write write) {
    return switch (write) {
      case Action.Create _ -> created;
      case Action.Replace it -> it.id();
      case Action.Patch it -> it.id();
      case Action.Delete it -> it.id();
    };
  }

  static String location(String created, Action.Write write) {
    boolean group =
        switch (write) {
          case Action.Create it -> it.draft().group;
          case Action.Replace it -> it.draft().group;
          case Action.Patch it -> it.group();
          case Action.Delete it -> it.group();
        };
    return Showing.address(group, id(created, write));
  }
}
