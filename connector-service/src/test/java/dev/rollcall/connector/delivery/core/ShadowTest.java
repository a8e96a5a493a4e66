package dev.rollcall.connector.delivery.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import org.junit.jupiter.api.Test;

class ShadowTest {
  private static final JsonObject MAIL =
      JsonObject.builder().put("type", "work").put("value", "a@example.com").build();
  private static final JsonObject MANAGED =
      JsonObject.builder().put("userName", "ada").put("emails", JsonArray.of(MAIL)).build();

  @Test
  void only_what_we_manage_is_kept_and_names_are_compared_without_case() {
    JsonObject remote =
        JsonObject.builder().put("USERNAME", "ada2").put("costCenter", "of the target").build();

    assertThat(Shadow.of(remote, MANAGED))
        .isEqualTo(JsonObject.of("userName", new JsonString("ada2")));
  }

  @Test
  void what_a_server_adds_to_a_value_makes_no_difference() {
    JsonObject remote =
        MANAGED.with("emails", JsonArray.of(MAIL.with("display", new JsonString("Mail"))));

    assertThat(Shadow.of(remote, MANAGED)).isEqualTo(MANAGED);
  }

  @Test
  void a_different_value_is_a_difference() {
    JsonObject remote =
        MANAGED.with("emails", JsonArray.of(MAIL.with("value", new JsonString("b@example.com"))));

    assertThat(Shadow.of(remote, MANAGED)).isEqualTo(remote);
  }
}
