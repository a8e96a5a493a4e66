package dev.rollcall.scim.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.Member;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.Surroundings.InGroup;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import dev.rollcall.scim.schema.StandardSchemas;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceRendererTest {
  private static final Instant CREATED = Instant.parse("2026-03-27T19:59:26Z");
  private static final Instant CHANGED = Instant.parse("2026-04-01T00:00:00.120Z");

  @Test
  void a_user_is_shown_with_id_meta_and_addresses_in_a_fixed_order() {
    JsonObject document =
        TextTable.json(
            """
            {"urn:x:Own":{"badge":"B"},
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
               {"manager":{"value":"m 1"},"department":"D"},
             "active":true,"userName":"ann","password":"s3cret","externalId":"e",
             "schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
               "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","urn:x:Own"]}
            """);
    ResourceState state =
        new ResourceState(new ResourceId("u1"), document, 7, CREATED, CHANGED)
            .withGroups(List.of(new InGroup(new ResourceId("g1"), "Crew", true)));
    JsonObject expected =
        TextTable.json(
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
               "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","urn:x:Own"],
             "id":"u1","externalId":"e","userName":"ann","active":true,
             "groups":[{"value":"g1","$ref":"https://h/scim/v2/Groups/g1","display":"Crew","type":"direct"}],
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
               {"department":"D","manager":{"value":"m 1","$ref":"https://h/scim/v2/Users/m%201"}},
             "urn:x:Own":{"badge":"B"},
             "meta":{"resourceType":"User","created":"2026-03-27T19:59:26Z",
               "lastModified":"2026-04-01T00:00:00.120Z",
               "location":"https://h/scim/v2/Users/u1","version":"W/\\"7\\""}}
            """);
    // Printed, because the order counts here and equality of objects ignores it.
    assertThat(TextTable.print(render(StandardSchemas.USER_TYPE, state, "https://h/scim/v2")))
        .isEqualTo(TextTable.print(expected));
  }

  @Test
  void members_are_shown_with_type_and_address() {
    ResourceState state =
        group()
            .withMembers(
                List.of(
                    new Member(new ResourceId("u1"), "User"),
                    new Member(new ResourceId("g2"), "Group")));
    assertThat(render(StandardSchemas.GROUP_TYPE, state, "https://h/v2/").get("members"))
        .isEqualTo(
            TextTable.json(
                    """
                    {"m":[{"value":"u1","$ref":"https://h/v2/Users/u1","type":"User"},
                          {"value":"g2","$ref":"https://h/v2/Groups/g2","type":"Group"}]}
                    """)
                .get("m"));
  }

  @Test
  void members_that_were_not_fetched_are_not_shown() {
    assertThat(render(StandardSchemas.GROUP_TYPE, group(), "https://h").get("members")).isNull();
  }

  @Test
  void the_address_of_a_custom_type_comes_from_its_registry() {
    var registry =
        new SchemaRegistry(
            List.of(
                StandardSchemas.GROUP_TYPE,
                new ResourceTypeDefinition(
                    "User", "/People", "People", StandardSchemas.USER, List.of())));
    ResourceState state = group().withMembers(List.of(new Member(new ResourceId("u1"), "User")));
    assertThat(
            TextTable.print(
                ResourceRenderer.render(registry, StandardSchemas.GROUP_TYPE, state, "https://h")))
        .contains("\"$ref\":\"https://h/People/u1\"");
  }

  private static ResourceState group() {
    return new ResourceState(
        new ResourceId("g1"),
        TextTable.json(
            "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],"
                + "\"displayName\":\"Sales\"}"),
        1,
        CREATED,
        CREATED);
  }

  private static JsonObject render(
      ResourceTypeDefinition type, ResourceState state, String baseUrl) {
    return ResourceRenderer.render(type, state, baseUrl);
  }
}
