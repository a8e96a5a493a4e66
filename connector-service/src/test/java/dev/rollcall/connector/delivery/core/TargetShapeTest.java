package dev.rollcall.connector.delivery.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.Urns;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetShapeTest {
  private static final JsonObject MANAGED =
      Facts.person("ada").toBuilder()
          .put("schemas", JsonArray.ofStrings(List.of(Urns.USER, Urns.ENTERPRISE_USER)))
          .put("externalId", "of-the-source")
          .put(
              Urns.ENTERPRISE_USER,
              JsonObject.of(
                  "manager",
                  JsonObject.builder().put("value", "boss-1").put("displayName", "Boss").build()))
          .build();

  @Test
  void the_external_id_is_ours() {
    JsonObject shape = TargetShape.of(Facts.user("u1"), MANAGED, null);

    assertThat(shape.text("externalId")).contains("u1");
  }

  @Test
  void a_manager_is_named_by_the_targets_own_id() {
    JsonObject shape = TargetShape.of(Facts.user("u1"), MANAGED, "remote-boss");

    assertThat(shape.get(Urns.ENTERPRISE_USER))
        .isEqualTo(JsonObject.of("manager", JsonObject.of("value", new JsonString("remote-boss"))));
  }

  @Test
  void a_manager_without_an_account_is_left_out_and_the_extension_with_him() {
    JsonObject shape = TargetShape.of(Facts.user("u1"), MANAGED, null);

    assertThat(shape.get(Urns.ENTERPRISE_USER)).isNull();
    assertThat(shape.get("schemas")).isEqualTo(JsonArray.ofStrings(List.of(Urns.USER)));
  }

  @Test
  void a_user_without_active_is_active_and_a_group_has_no_such_thing() {
    assertThat(
            TargetShape.of(Facts.user("u1"), Facts.person("a").without("active"), null)
                .get("active"))
        .isEqualTo(JsonBoolean.TRUE);
    assertThat(TargetShape.of(Facts.group("g1"), Facts.team("T"), null).get("active")).isNull();
  }
}
