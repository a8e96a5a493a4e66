package dev.rollcall.bench.scim;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The messages of Entra's provisioning client with its default attribute map. People are invented.
public final class EntraMessages {
  private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:";
  private static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
  private static final String BULK = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
  private static final String PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
  private static final List<String> GIVEN = List.of("Ann", "Ben", "Chloé", "Dmitri", "Elif");
  private static final List<String> FAMILY = List.of("Ashdown", "Birk", "Çelik", "Drew", "Ekholm");

  private EntraMessages() {}

  /// Returns a user of about 1 KB with the enterprise extension.
  public static JsonObject user(String userName) {
    int pick = Math.floorMod(userName.hashCode(), GIVEN.size() * FAMILY.size());
    String given = GIVEN.get(pick % GIVEN.size());
    String family = FAMILY.get(pick / GIVEN.size());
    var name =
        JsonObject.builder()
            .put("formatted", given + " " + family)
            .put("familyName", family)
            .put("givenName", given);
    return JsonObject.builder()
        .put("schemas", JsonArray.ofStrings(List.of(CORE + "User", ENTERPRISE)))
        .put("externalId", userName.substring(0, userName.indexOf('@')))
        .put("userName", userName)
        .put("active", true)
        .put("displayName", given + " " + family)
        .put("title", "Orchard Keeper")
        .put("preferredLanguage", "en-US")
        .put("emails", JsonArray.of(typed("work", userName).put("primary", true).build()))
        .put("name", name.build())
        .put("roles", JsonArray.EMPTY)
        .put("meta", JsonObject.of("resourceType", new JsonString("User")))
        .put(
            "phoneNumbers",
            JsonArray.of(
                typed("work", "+1 425 555 0150").build(), typed("mobile", "4255550151").build()))
        .put("addresses", JsonArray.of(address()))
        .put(
            ENTERPRISE,
            JsonObject.builder().put("employeeNumber", "700100").put("department", "R&D").build())
        .build();
  }

  /// Returns a group, created empty.
  public static JsonObject group(String displayName) {
    return JsonObject.builder()
        .put("schemas", JsonArray.ofStrings(List.of(CORE + "Group")))
        .put("externalId", displayName)
        .put("displayName", displayName)
        .put("meta", JsonObject.of("resourceType", new JsonString("Group")))
        .build();
  }

  /// Returns a change of one attribute.
  public static JsonObject replaceFamilyName(String value) {
    return patch("Replace", "name.familyName", new JsonString(value));
  }

  /// Returns the addition of one member to a group.
  public static JsonObject addMember(String id) {
    return addMembers(List.of(id));
  }

  /// Returns the addition of members to a group.
  public static JsonObject addMembers(List<String> ids) {
    return patch("Add", "members", values(ids));
  }

  /// Returns the removal of members from a group. One is named by a path, as RFC 7644 has it: there
  /// are servers that answer 200 to what Entra's default client sends for several, and remove none.
  public static JsonObject removeMembers(List<String> ids) {
    return ids.size() == 1
        ? patch("Remove", "members[value eq \"" + ids.getFirst() + "\"]", null)
        : patch("Remove", "members", values(ids));
  }

  /// Returns a bulk request that creates users.
  public static JsonObject createAll(Names names, int many) {
    var operations = new ArrayList<Json>();
    for (int i = 0; i < many; i++) {
      operations.add(
          JsonObject.builder()
              .put("method", "POST")
              .put("path", "/Users")
              .put("bulkId", "u" + i)
              .put("data", user(names.nextUser()))
              .build());
    }
    return bulk(operations);
  }

  private static JsonObject bulk(List<Json> operations) {
    return JsonObject.builder()
        .put("schemas", JsonArray.ofStrings(List.of(BULK)))
        .put("Operations", new JsonArray(operations))
        .build();
  }

  private static JsonArray values(List<String> ids) {
    return new JsonArray(
        ids.stream().map(id -> (Json) JsonObject.of("value", new JsonString(id))).toList());
  }

  private static JsonObject patch(String op, String path, @Nullable Json value) {
    var named = JsonObject.builder().put("op", op).put("path", path);
    var operation = (value == null ? named : named.put("value", value)).build();
    return JsonObject.builder()
        .put("schemas", JsonArray.ofStrings(List.of(PATCH_OP)))
        .put("Operations", JsonArray.of(operation))
        .build();
  }

  private static JsonObject.Builder typed(String type, String value) {
    return JsonObject.builder().put("type", type).put("value", value);
  }

  private static JsonObject address() {
    return JsonObject.builder()
        .put("type", "work")
        .put("formatted", "12/3001")
        .put("streetAddress", "12 Orchard Way")
        .put("locality", "Redmond")
        .put("region", "WA")
        .put("postalCode", "98052")
        .put("country", "US")
        .build();
  }
}
