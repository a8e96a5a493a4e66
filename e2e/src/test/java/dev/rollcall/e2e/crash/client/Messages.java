package dev.rollcall.e2e.crash.client;

import dev.rollcall.e2e.crash.core.Asked;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What Entra sends.
final class Messages {
  /// Personal data that must not come to light anywhere.
  static final String FAMILY_NAME = "Plantedfamilyname";

  /// All user names end so.
  static final String DOMAIN = "@planted.example";

  static final String PHONE = "+1-555-0137-4242";

  private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:";
  private static final String MESSAGES = "urn:ietf:params:scim:api:messages:2.0:";
  private static final String PATCH_OP = MESSAGES + "PatchOp";
  private static final String BULK_REQUEST = MESSAGES + "BulkRequest";

  private Messages() {}

  /// A request line and its body.
  record Message(String method, String path, @Nullable JsonObject body) {}

  static Message of(Asked asked) {
    return switch (asked) {
      case Asked.Create it ->
          it.type().equals("User")
              ? new Message("POST", "/Users", user(it.name(), it.title()))
              : new Message("POST", "/Groups", group(it.name(), it.members()));
      case Asked.Retitle it ->
          new Message("PATCH", "/Users/" + it.id(), patch("Replace", "title", text(it.title())));
      case Asked.Switch it ->
          new Message(
              "PATCH",
              "/Users/" + it.id(),
              patch("Replace", "active", text(it.active() ? "True" : "False")));
      case Asked.Join it ->
          new Message(
              "PATCH", "/Groups/" + it.group(), patch("Add", "members", members(it.member())));
      case Asked.JoinAll it ->
          new Message(
              "PATCH", "/Groups/" + it.group(), patch("Add", "members", members(it.members())));
      case Asked.Regroup it ->
          new Message("PUT", "/Groups/" + it.group(), group(it.name(), it.members()));
      case Asked.Leave it ->
          new Message(
              "PATCH", "/Groups/" + it.group(), patch("Remove", "members", members(it.member())));
      case Asked.Delete it -> new Message("DELETE", "/Users/" + it.id(), null);
      case Asked.Read it -> new Message("GET", "/Users/" + it.id(), null);
      case Asked.ReadGroup it -> new Message("GET", "/Groups/" + it.id(), null);
      case Asked.Find it ->
          new Message("GET", "/%ss?filter=%s".formatted(it.type(), filter(it)), null);
    };
  }

  /// One request for all of it.
  static Message of(Bulk bulk) {
    var operations = new ArrayList<Json>();
    for (int i = 0; i < bulk.operations().size(); i++) {
      Message operation = of(bulk.operations().get(i));
      var written =
          JsonObject.builder()
              .put("method", operation.method())
              .put("path", operation.path())
              .put("bulkId", bulk.operation(i));
      JsonObject data = operation.body();
      operations.add(data == null ? written.build() : written.put("data", data).build());
    }
    return new Message(
        "POST",
        "/Bulk",
        JsonObject.builder()
            .put("schemas", JsonArray.ofStrings(List.of(BULK_REQUEST)))
            .put("Operations", new JsonArray(operations))
            .build());
  }

  private static String filter(Asked.Find sought) {
    String attribute = sought.type().equals("User") ? "userName" : "displayName";
    return URLEncoder.encode(
        "%s eq \"%s\"".formatted(attribute, sought.name()), StandardCharsets.UTF_8);
  }

  private static JsonObject user(String name, String title) {
    return JsonObject.builder()
        .put("schemas", JsonArray.ofStrings(List.of(CORE + "User")))
        .put("userName", name)
        .put("externalId", name)
        .put("active", true)
        .put("title", title)
        .put("displayName", "Person " + FAMILY_NAME)
        .put(
            "name",
            JsonObject.builder().put("familyName", FAMILY_NAME).put("givenName", "Pat").build())
        .put(
            "phoneNumbers",
            JsonArray.of(JsonObject.builder().put("type", "work").put("value", PHONE).build()))
        .build();
  }

  private static JsonObject group(String name, List<String> members) {
    var group =
        JsonObject.builder()
            .put("schemas", JsonArray.ofStrings(List.of(CORE + "Group")))
            .put("displayName", name)
            .put("externalId", name);
    return members.isEmpty() ? group.build() : group.put("members", members(members)).build();
  }

  private static JsonObject patch(String op, String path, Json value) {
    return JsonObject.builder()
        .put("schemas", JsonArray.ofStrings(List.of(PATCH_OP)))
        .put(
            "Operations",
            JsonArray.of(
                JsonObject.builder().put("op", op).put("path", path).put("value", value).build()))
        .build();
  }

  private static Json text(String value) {
    return new JsonString(value);
  }

  private static JsonArray members(String id) {
    return members(List.of(id));
  }

  private static JsonArray members(List<String> ids) {
    var members = new ArrayList<Json>();
    ids.forEach(it -> members.add(JsonObject.of("value", new JsonString(it))));
    return new JsonArray(members);
  }
}
