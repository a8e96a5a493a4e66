package dev.rollcall.standalone.targets.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WantedTest {

  @Test
  void an_entry_is_the_body_of_a_request_and_its_name_the_address() {
    Wanted wanted = wanted("{'id':'crm','tenant':'demo','kind':'scim','token':'t'}");

    assertThat(wanted.entries())
        .containsExactly(
            new Wanted.Entry(new TargetName("demo", "crm"), json("{'kind':'scim','token':'t'}")));
    assertThat(wanted.faults()).isEmpty();
    assertThat(wanted.entries().getFirst().toString()).isEqualTo("demo/crm");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          7                                    | entry 1 | not an object
          {"id":"crm"}                         | entry 1 | 'tenant' is missing
          {"id":"crm","tenant":" "}            | entry 1 | 'tenant' is missing
          {"id":"crm","tenant":"a\\u0007"}     | entry 1 | 'tenant' is missing
          {"tenant":"demo"}                    | entry 1 | 'id' is missing
          {"id":"../keys","tenant":"demo"}     | entry 1 | 'id' is missing
          """)
  void what_has_no_name_is_told_by_its_number(String entry, String who, String why) {
    Wanted wanted = wanted(entry);

    assertThat(wanted.entries()).isEmpty();
    assertThat(wanted.faults())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.who()).isEqualTo(who);
          assertThat(it.why()).contains(why);
        });
    assertThat(wanted.isEveryNameKnown()).isFalse();
  }

  @Test
  void what_is_there_twice_is_meant_neither_time() {
    Wanted wanted =
        wanted(
            "{'id':'crm','tenant':'demo','kind':'scim'},{'id':'crm','tenant':'acme','kind':'scim'},"
                + "{'id':'crm','tenant':'demo','kind':'feed'}");

    assertThat(wanted.entries()).extracting(Wanted.Entry::toString).containsExactly("acme/crm");
    assertThat(wanted.faults()).extracting(Wanted.Fault::who).containsOnly("demo/crm").hasSize(2);
    assertThat(wanted.isEveryNameKnown()).isTrue();
    assertThat(wanted.tenants()).containsExactly("acme", "demo");
    assertThat(wanted.of("acme").faults()).isEmpty();
    assertThat(wanted.of("demo").entries()).isEmpty();
  }

  @Test
  void a_file_without_targets_is_none() {
    assertThatThrownBy(() -> Wanted.of(json("{'target':[]}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no array 'targets'");
  }

  private static Wanted wanted(String entries) {
    return Wanted.of(json("{'targets':[" + entries + "]}"));
  }

  private static JsonObject json(String text) {
    return new JsonCodec(JsonLimits.CLIENT)
        .readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
