package dev.rollcall.scim.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.TakenKey;
import dev.rollcall.scim.schema.AttributeDraft;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.schema.Uniqueness;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceKeysTest {

  @Test
  void a_user_takes_its_user_name_in_comparison_form() {
    assertThat(
            ResourceKeys.of(
                StandardSchemas.USER_TYPE,
                TextTable.json("{\"userName\":\"ZOE\\u0308@B\",\"displayName\":\"Zoe\"}")))
        .containsExactly(new TakenKey("userName", "zo\u00eb@b"));
  }

  @Test
  void a_group_takes_its_display_name() {
    assertThat(
            ResourceKeys.of(
                StandardSchemas.GROUP_TYPE,
                TextTable.json("{\"displayName\":\"TASTING panel\",\"externalId\":\"E\"}")))
        .containsExactly(new TakenKey("displayName", "tasting panel"));
  }

  @Test
  void a_unique_attribute_of_an_extension_is_a_key_and_may_be_case_exact() {
    ResourceTypeDefinition type =
        SchemaRegistry.standard()
            .extended(
                "User",
                new SchemaDefinition(
                    "urn:x:y",
                    "Badge",
                    "Badges",
                    List.of(
                        AttributeDraft.string("badge", "A badge.")
                            .caseExact()
                            .unique(Uniqueness.SERVER)
                            .definition())))
            .resourceType("User")
            .orElseThrow();
    assertThat(
            ResourceKeys.of(
                type, TextTable.json("{\"userName\":\"A\",\"urn:x:y\":{\"badge\":\"B\"}}")))
        .containsExactly(new TakenKey("userName", "a"), new TakenKey("urn:x:y:badge", "B"));
  }
}
