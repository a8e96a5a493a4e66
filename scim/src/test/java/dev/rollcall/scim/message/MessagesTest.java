package dev.rollcall.scim.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessagesTest {

  @Test
  void an_error_has_its_status_as_text() {
    assertThat(Messages.error(new ScimError(409, ScimType.UNIQUENESS, "userName is taken")))
        .isEqualTo(
            JsonObject.builder()
                .put(
                    "schemas",
                    JsonArray.of(new JsonString("urn:ietf:params:scim:api:messages:2.0:Error")))
                .put("status", "409")
                .put("scimType", "uniqueness")
                .put("detail", "userName is taken")
                .build());
  }

  @Test
  void an_error_without_keyword_has_no_scim_type() {
    assertThat(Messages.error(ScimError.notFound("gone")).members())
        .containsOnlyKeys("schemas", "status", "detail");
  }

  @Test
  void an_empty_list_has_resources_all_the_same() {
    assertThat(Messages.listResponse(0, 1, List.of()))
        .isEqualTo(
            JsonObject.builder()
                .put(
                    "schemas",
                    JsonArray.of(
                        new JsonString("urn:ietf:params:scim:api:messages:2.0:ListResponse")))
                .put("totalResults", 0)
                .put("startIndex", 1)
                .put("itemsPerPage", 0)
                .put("Resources", JsonArray.EMPTY)
                .build());
  }

  @Test
  void a_page_counts_its_own_resources() {
    JsonObject page =
        Messages.listResponse(11, 6, List.of(JsonObject.of("id", new JsonString("a"))));
    assertThat(page.get("totalResults")).isEqualTo(JsonNumber.of(11));
    assertThat(page.get("startIndex")).isEqualTo(JsonNumber.of(6));
    assertThat(page.get("itemsPerPage")).isEqualTo(JsonNumber.of(1));
  }
}
