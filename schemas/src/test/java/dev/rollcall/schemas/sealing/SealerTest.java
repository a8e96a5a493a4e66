package dev.rollcall.schemas.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.sealing.Sealer.Place;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final Place PLACE = new Place("demo", "target:crm", "token");
  private static final String SECRET = "wuthering heights, 1847: ü";

  private final JsonObject first = key("k1");
  private final JsonObject second = key("k2");
  private final Sealer sealer = sealer(first);

  @Test
  void what_was_sealed_can_be_opened_and_shows_nothing() {
    JsonObject sealed = sealer.seal(PLACE, SECRET);

    assertThat(sealer.open(PLACE, sealed)).isEqualTo(SECRET);
    assertThat(JSON.writeText(sealed)).doesNotContain("wuthering").contains("\"keyId\":\"k1\"");
    assertThat(sealer.open(PLACE, sealer.seal(PLACE, ""))).isEmpty();
  }

  @Test
  void the_same_secret_is_sealed_differently_and_known_by_its_fingerprint() {
    JsonObject one = sealer.seal(PLACE, SECRET);
    JsonObject again = sealer.seal(PLACE, SECRET);

    assertThat(again.get("ciphertext")).isNotEqualTo(one.get("ciphertext"));
    assertThat(again.get("wrappedKey")).isNotEqualTo(one.get("wrappedKey"));
    assertThat(again.get("fingerprint")).isEqualTo(one.get("fingerprint"));
    assertThat(sealer.seal(PLACE, "another").get("fingerprint"))
        .isNotEqualTo(one.get("fingerprint"));
    assertThat(sealer.seal(new Place("other", "target:crm", "token"), SECRET).get("fingerprint"))
        .as("who has the same secret elsewhere does not see that")
        .isNotEqualTo(one.get("fingerprint"));
  }

  @Test
  void a_sealed_secret_opens_nowhere_else() {
    JsonObject sealed = sealer.seal(PLACE, SECRET);
    for (Place other :
        List.of(
            new Place("other", "target:crm", "token"),
            new Place("demo", "target:hr", "token"),
            new Place("demo", "target:crm", "secret"),
            new Place("dem", "otarget:crm", "token"))) {
      assertThatThrownBy(() -> sealer.open(other, sealed)).isInstanceOf(SealingException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ciphertext", "wrappedKey"})
  void what_was_changed_is_not_opened(String member) {
    JsonObject sealed = sealer.seal(PLACE, SECRET);
    byte[] bytes = Base64.getDecoder().decode(sealed.text(member).orElseThrow());
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] ^= 1;
      Json changed = new JsonString(Base64.getEncoder().encodeToString(bytes));
      assertThatThrownBy(() -> sealer.open(PLACE, sealed.with(member, changed)))
          .isInstanceOf(SealingException.class)
          .hasMessageNotContaining("wuthering");
      bytes[at] ^= 1;
    }
  }

  @Test
  void what_is_cut_short_or_unknown_is_told() {
    JsonObject sealed = sealer.seal(PLACE, SECRET);
    for (JsonObject broken :
        List.of(
            JsonObject.EMPTY,
            sealed.with("ciphertext", new JsonString("AAAA")),
            sealed.with("ciphertext", new JsonString("?")),
            sealed.without("wrappedKey"),
            sealed.with("format", JsonNumber.of(2)))) {
      assertThatThrownBy(() -> sealer.open(PLACE, broken)).isInstanceOf(SealingException.class);
    }
  }

  @Test
  void a_key_is_rotated_by_adding_one_and_gone_by_taking_it_away() {
    JsonObject old = sealer.seal(PLACE, SECRET);
    Sealer rotated = sealer(first, second);
    JsonObject fresh = rotated.seal(PLACE, SECRET);

    assertThat(rotated.open(PLACE, old)).isEqualTo(SECRET);
    assertThat(fresh.text("keyId")).contains("k2");
    assertThat(rotated.isNewest(fresh)).isTrue();
    assertThat(rotated.isNewest(old)).isFalse();
    assertThat(sealer.isNewest(old)).isTrue();
    assertThat(rotated.newestKey()).isEqualTo("k2");
    Sealer without = sealer(second);
    assertThat(without.open(PLACE, fresh)).isEqualTo(SECRET);
    assertThatThrownBy(() -> without.open(PLACE, old))
        .isInstanceOf(SealingException.class)
        .hasMessage("The sealing key 'k1' is not among the keys");
  }

  @Test
  void another_key_of_the_same_name_opens_nothing() {
    JsonObject sealed = sealer.seal(PLACE, SECRET);
    assertThatThrownBy(() -> sealer(key("k1")).open(PLACE, sealed))
        .isInstanceOf(SealingException.class);
  }

  @Test
  void a_new_file_can_be_used() {
    byte[] file = bytes(LocalKeys.newFile(RANDOM, Instant.EPOCH));
    var own = new Sealer(LocalKeys.of(file, RANDOM), RANDOM);
    assertThat(own.open(PLACE, own.seal(PLACE, SECRET))).isEqualTo(SECRET);
    assertThat(LocalKeys.of(file, RANDOM)).hasToString("Keys [k0]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"keys\":[]}",
        "{\"keys\":[1]}",
        "{\"keys\":[{\"id\":\"a\",\"key\":\"c2hvcnQ=\"}]}",
        "{\"keys\":[{\"id\":\"a\",\"key\":\"not base64!\"}]}",
        "{\"keys\":[{\"key\":\"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\"}]}"
      })
  void a_file_without_good_keys_is_told_and_not_quoted(String file) {
    assertThatThrownBy(() -> LocalKeys.of(bytes(file), RANDOM))
        .isInstanceOf(SealingException.class)
        .hasMessageStartingWith("The file of sealing keys must be")
        .hasNoCause();
  }

  private static Sealer sealer(JsonObject... keys) {
    var file = JsonObject.of("keys", new JsonArray(new ArrayList<Json>(List.of(keys))));
    return new Sealer(LocalKeys.of(JSON.write(file), RANDOM), RANDOM);
  }

  private static JsonObject key(String id) {
    byte[] key = new byte[32];
    RANDOM.nextBytes(key);
    return JsonObject.builder()
        .put("id", id)
        .put("key", Base64.getEncoder().encodeToString(key))
        .build();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
