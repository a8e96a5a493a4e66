package dev.rollcall.scim.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
  private static final Discovery DISCOVERY =
      new Discovery(SchemaRegistry.standard(), "https://h/scim/v2/");

  @Test
  void the_configuration_says_what_is_supported() {
    assertThat(DISCOVERY.serviceProviderConfig())
        .isEqualTo(
            json(
                """
                {"schemas":["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
                 "patch":{"supported":true},
                 "bulk":{"supported":true,"maxOperations":1000,"maxPayloadSize":524288},
                 "filter":{"supported":true,"maxResults":1000},
                 "changePassword":{"supported":false},"sort":{"supported":true},
                 "etag":{"supported":true},
                 "pagination":{"cursor":true,"index":true,"defaultPaginationMethod":"index",
                   "defaultPageSize":100,"maxPageSize":1000,"cursorTimeout":3600},
                 "securityEvents":{"asyncRequest":"request",
                   "eventUris":["urn:ietf:params:scim:event:misc:asyncresp"]},
                 "authenticationSchemes":[{"type":"oauthbearertoken","name":"Bearer token",
                   "description":"A token in the Authorization header, as RFC 6750 says.",
                   "specUri":"https://www.rfc-editor.org/rfc/rfc6750","primary":true}],
                 "meta":{"resourceType":"ServiceProviderConfig",
                   "location":"https://h/scim/v2/ServiceProviderConfig"}}
                """));
  }

  @Test
  void the_resource_types_are_user_and_group() {
    assertThat(DISCOVERY.resourceTypes())
        .isEqualTo(
            json(
                """
                {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
                 "totalResults":2,"startIndex":1,"itemsPerPage":2,"Resources":[
                 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
                  "id":"User","name":"User","endpoint":"/Users","description":"User Account",
                  "schema":"urn:ietf:params:scim:schemas:core:2.0:User",
                  "schemaExtensions":[{"required":false,
                    "schema":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"}],
                  "meta":{"resourceType":"ResourceType",
                    "location":"https://h/scim/v2/ResourceTypes/User"}},
                 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
                  "id":"Group","name":"Group","endpoint":"/Groups","description":"Group",
                  "schema":"urn:ietf:params:scim:schemas:core:2.0:Group","schemaExtensions":[],
                  "meta":{"resourceType":"ResourceType",
                    "location":"https://h/scim/v2/ResourceTypes/Group"}}]}
                """));
    assertThat(DISCOVERY.resourceType("User"))
        .contains(resources(DISCOVERY.resourceTypes()).get(0));
    assertThat(DISCOVERY.resourceType("Device")).isEmpty();
  }

  @Test
  void the_schemas_are_a_list_of_user_enterprise_user_and_group() {
    assertThat(resources(DISCOVERY.schemas()).stream().map(it -> it.text("id").orElseThrow()))
        .containsExactly(
            "urn:ietf:params:scim:schemas:core:2.0:User",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
            "urn:ietf:params:scim:schemas:core:2.0:Group");
    assertThat(DISCOVERY.schema("URN:ietf:params:scim:schemas:core:2.0:group"))
        .contains(resources(DISCOVERY.schemas()).get(2));
    assertThat(DISCOVERY.schema("urn:x")).isEmpty();
  }

  @Test
  void a_schema_writes_every_characteristic_out() {
    JsonObject group = resources(DISCOVERY.schemas()).get(2);
    assertThat(group.without("attributes"))
        .isEqualTo(
            json(
                """
                {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Schema"],
                 "id":"urn:ietf:params:scim:schemas:core:2.0:Group","name":"Group",
                 "description":"Group","meta":{"resourceType":"Schema","location":
                   "https://h/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group"}}
                """));
    assertThat(elements(group, "attributes").get(0))
        .isEqualTo(
            json(
                """
                {"name":"displayName","type":"string","multiValued":false,
                 "description":"The name of the group; required, unique in the directory.",
                 "required":true,"caseExact":false,"mutability":"readWrite",
                 "returned":"default","uniqueness":"server"}
                """));
    JsonObject members = elements(group, "attributes").get(1);
    assertThat(elements(members, "subAttributes").get(1))
        .isEqualTo(
            json(
                """
                {"name":"$ref","type":"reference","multiValued":false,
                 "description":"The URL of the member.","required":false,"caseExact":true,
                 "mutability":"immutable","returned":"default","uniqueness":"none",
                 "referenceTypes":["User","Group"]}
                """));
  }

  @Test
  void no_document_has_a_null_or_an_empty_description() {
    var trouble = new ArrayList<String>();
    search(DISCOVERY.schemas(), "", trouble);
    search(DISCOVERY.resourceTypes(), "", trouble);
    search(DISCOVERY.serviceProviderConfig(), "", trouble);
    assertThat(trouble).isEmpty();
  }

  private static void search(Json value, String where, List<String> trouble) {
    switch (value) {
      case JsonNull _ -> trouble.add(where);
      case JsonString(var text) when text.isBlank() -> trouble.add(where);
      case JsonArray(var elements) -> elements.forEach(it -> search(it, where + "[]", trouble));
      case JsonObject object ->
          object.members().forEach((name, it) -> search(it, where + "/" + name, trouble));
      case Json _ -> {}
    }
  }

  private static List<JsonObject> resources(JsonObject list) {
    return elements(list, "Resources");
  }

  private static List<JsonObject> elements(JsonObject object, String name) {
    var array = (JsonArray) Objects.requireNonNull(object.get(name));
    return array.elements().stream().map(JsonObject.class::cast).toList();
  }

  private static JsonObject json(String text) {
    try {
      return (JsonObject) new JsonCodec(JsonLimits.RECORD).read(text);
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("No JSON: " + text, e);
    }
  }
}
