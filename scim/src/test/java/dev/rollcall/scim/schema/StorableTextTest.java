package dev.rollcall.scim.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorableTextTest {
  @ParameterizedTest
  @CsvSource({
    "a, a",
    "ä😀, ä😀",
    "'', ''",
    "'a\0b', a\uFFFDb",
    "'\0\0', \uFFFD\uFFFD",
    "a\uD83D, a\uFFFD",
    "\uDE00\uD83D, \uFFFD\uFFFD",
    "\uD83D😀, \uFFFD😀"
  })
  void what_cannot_be_kept_is_replaced_and_nothing_else(String text, String kept) {
    assertThat(StorableText.storable(text)).isEqualTo(kept);
    assertThat(StorableText.isStorable(text)).isEqualTo(text.equals(kept));
    assertThat(StorableText.isStorable(kept)).isTrue();
  }

  @Test
  void a_value_is_made_storable_in_all_its_depth() {
    JsonObject good = JsonObject.of("a", new JsonString("b"));
    JsonObject bad =
        JsonObject.builder()
            .put("na\0me", "x")
            .put("list", new JsonArray(List.of(new JsonString("\0"), good)))
            .put("number", new JsonNumber(new BigDecimal("1e999999")))
            .build();

    assertThat(StorableText.storable(good)).isSameAs(good);
    assertThat(StorableText.storable(bad))
        .isEqualTo(
            JsonObject.builder()
                .put("na\uFFFDme", "x")
                .put("list", new JsonArray(List.of(new JsonString("\uFFFD"), good)))
                .put("number", JsonNull.NULL)
                .build());
  }
}
