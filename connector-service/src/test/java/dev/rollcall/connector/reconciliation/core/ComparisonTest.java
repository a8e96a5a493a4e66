package dev.rollcall.connector.reconciliation.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.parking.core.Difference.Change;
import dev.rollcall.connector.reconciliation.core.Comparison.Verdict;
import dev.rollcall.connector.reconciliation.core.Comparison.Verdict.Drift;
import dev.rollcall.connector.reconciliation.core.Comparison.Verdict.Extra;
import dev.rollcall.connector.reconciliation.core.Comparison.Verdict.Same;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What counts as a difference.
class ComparisonTest {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  /// Left what it should show, then what it shows, and then the paths that differ.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"userName":"a"}                        | {"userName":"a"}                                | -
          {"userName":"a"}                        | {"userName":"a","id":"7","meta":{"version":"1"}}| -
          {"userName":"a","title":"T"}            | {"userName":"a","title":"U"}                    | title
          {"userName":"a","title":"T"}            | {"userName":"a"}                                | title
          {"userName":"a"}                        | {"userName":"a","title":"theirs"}               | -
          {"title":"T"}                           | {"TITLE":"T"}                                   | -
          {"title":"T"}                           | {"title":""}                                    | title
          {"title":"T"}                           | {"title":null}                                  | title
          {"title":null}                          | {}                                              | -
          {"desk":"4"}                            | {"desk":4}                                      | -
          {"desk":4}                              | {"desk":"4.0"}                                  | desk
          {"desk":4}                              | {"desk":4.0}                                    | -
          {"flag":true}                           | {"flag":"TRUE"}                                 | -
          {"flag":true}                           | {"flag":"false"}                                | flag
          {"mail":"a"}                            | {"mail":["a"]}                                  | -
          {"mail":["a"]}                          | {"mail":"a"}                                    | -
          {"mail":["a","b"]}                      | {"mail":["b","a"]}                              | -
          {"mail":["a","b"]}                      | {"mail":["a"]}                                  | mail
          {"mail":["a"]}                          | {"mail":["a","b"]}                              | mail
          {"name":{"givenName":"A"}}              | {"name":{"givenName":"A","formatted":"A B"}}    | -
          {"name":{"givenName":"A"}}              | {"name":{"givenName":"B"}}                      | name.givenName
          {"emails":[{"value":"x","type":"work"}]}| {"emails":[{"value":"x","type":"work","primary":true}]} | -
          {"emails":[{"value":"x","type":"work"}]}| {"emails":[{"value":"y","type":"work"}]}        | emails[type eq "work"].value
          {"active":true}                         | {"active":false}                                | active
          {"active":false}                        | {"active":"False"}                              | -
          """)
  void only_what_the_mapping_gives_counts_and_not_how_it_is_written(
      String should, String shows, String paths) {
    Verdict verdict = compare(new Expected.There(json(should)), json(shows));

    String found =
        verdict instanceof Drift(var changes, _)
            ? String.join(" ", changes.stream().map(Change::path).distinct().toList())
            : "-";
    assertThat(found).isEqualTo(paths);
  }

  @Test
  void an_account_that_is_on_and_should_be_off_says_so() {
    JsonObject off = json("{\"userName\":\"a\",\"active\":false}");
    JsonObject on = json("{\"userName\":\"a\",\"active\":true}");

    assertThat(compare(new Expected.There(off), on))
        .isEqualTo(new Drift(List.of(active(true, false)), true));
    assertThat(compare(new Expected.There(on), off))
        .isEqualTo(new Drift(List.of(active(false, true)), false));
    assertThat(compare(new Expected.Off(), on))
        .isEqualTo(new Drift(List.of(active(true, false)), true));
    assertThat(compare(new Expected.Off(), off)).isEqualTo(new Same());
    assertThat(compare(new Expected.Off(), json("{\"userName\":\"a\"}"))).isInstanceOf(Drift.class);
  }

  @Test
  void what_should_be_gone_is_extra_and_what_nobody_can_say_is_nothing() {
    assertThat(compare(new Expected.Gone(), json("{}"))).isEqualTo(new Extra());
    assertThat(compare(new Expected.Open(), json("{}"))).isEqualTo(new Same());
  }

  @Test
  void secrets_are_not_shown_and_long_values_are_cut() {
    String text = "x".repeat(600);
    Verdict verdict =
        compare(
            new Expected.There(json("{\"apiToken\":\"new\",\"note\":\"" + text + "\"}")),
            json("{\"apiToken\":\"old\"}"));

    assertThat(((Drift) verdict).changes())
        .containsExactly(
            new Change("apiToken", new JsonString("***"), new JsonString("***")),
            new Change("note", null, new JsonString("x".repeat(500) + "…")));
  }

  @Test
  void a_shape_is_compared_as_the_target_shows_it() {
    Verdict verdict =
        Comparison.of(
            new Expected.There(json("{\"schemas\":[\"urn:x\"],\"userName\":\"a\"}")),
            json("{\"userName\":\"a\"}"),
            shape -> shape.without("schemas"));

    assertThat(verdict).isEqualTo(new Same());
  }

  @Test
  void nobody_says_who_is_on_where_lists_do_not_show_it() {
    assertThat(
            Comparison.of(
                new Expected.Off(), json("{\"userName\":\"a\"}"), it -> it.without("active")))
        .isEqualTo(new Same());
    assertThat(compare(new Expected.Off(), json("{\"userName\":\"a\"}"))).isInstanceOf(Drift.class);
  }

  private static Verdict compare(Expected expected, JsonObject shown) {
    return Comparison.of(expected, shown, shape -> shape);
  }

  private static Change active(boolean before, boolean after) {
    return new Change("active", JsonBoolean.of(before), JsonBoolean.of(after));
  }

  private static JsonObject json(String text) {
    return JSON.readObject(text.getBytes(StandardCharsets.UTF_8));
  }
}
