package dev.rollcall.scim.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.message.SearchRequest.SortOrder;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchRequestTest {

  @Test
  void everything_is_read() {
    assertThat(
            read(
                """
                {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
                 "attributes":["id","name"],"filter":"userName pr","sortBy":"name.familyName",
                 "sortOrder":"Descending","startIndex":6,"count":5}
                """))
        .isEqualTo(
            new SearchRequest(
                List.of("id", "name"),
                List.of(),
                "userName pr",
                "name.familyName",
                SortOrder.DESCENDING,
                6,
                5L,
                null));
  }

  @Test
  void nothing_at_all_is_a_search_for_everything() {
    assertThat(read("{}"))
        .isEqualTo(
            new SearchRequest(
                List.of(), List.of(), null, null, SortOrder.ASCENDING, 1, null, null));
  }

  @Test
  void names_are_read_in_any_letters_and_lists_as_text() {
    SearchRequest search =
        read("{\"ExcludedAttributes\":\"members,name\",\"STARTINDEX\":\"3\",\"sortby\":\" id \"}");
    assertThat(search.excludedAttributes()).containsExactly("members,name");
    assertThat(search.startIndex()).isEqualTo(3);
    assertThat(search.sortBy()).isEqualTo("id");
  }

  @Test
  void an_empty_filter_is_a_filter_and_for_its_parser_to_refuse() {
    assertThat(read("{\"filter\":\"\"}").filter()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # startIndex | count        | start               | count read
          0            | 0            | 1                   | 0
          -7           | -7           | 1                   | 0
          "12"         | " 25 "       | 12                  | 25
          "-1"         | "+3"         | 1                   | 3
          2.0          | 1e2          | 2                   | 100
          1e400        | 1e999999999  | 2147483647 | 2147483647
          -1e999999999 | 1            | 1                   | 1
          null         | null         | 1                   |
          ""           | ""           | 1                   |
          """)
  void numbers_are_read_tolerantly(String startIndex, String count, long start, Long read) {
    SearchRequest search = read("{\"startIndex\":" + startIndex + ",\"count\":" + count + "}");
    assertThat(search.startIndex()).isEqualTo(start);
    assertThat(search.count()).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {"startIndex":"abc"}                  | invalidValue
          {"startIndex":1.5}                    | invalidValue
          {"count":"ten"}                       | invalidValue
          {"count":"1e3"}                       | invalidValue
          {"count":true}                        | invalidValue
          {"count":[1]}                         | invalidValue
          {"sortOrder":"up"}                    | invalidValue
          {"filter":7}                          | invalidValue
          {"attributes":{"id":true}}            | invalidValue
          {"attributes":["id",7]}               | invalidValue
          {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]} | invalidSyntax
          """)
  void what_is_no_search_is_refused(String body, String scimType) {
    assertThat(SearchRequest.parse(json(body)))
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused -> {
              assertThat(refused.error().status()).isEqualTo(400);
              assertThat(Objects.requireNonNull(refused.error().scimType()).keyword())
                  .isEqualTo(scimType);
            });
  }

  @Test
  void a_search_that_is_written_reads_as_itself() {
    var search =
        new SearchRequest(
            List.of(), List.of("members"), "id pr", "id", SortOrder.DESCENDING, 4, 0L, "a.b");
    assertThat(SearchRequest.parse(search.toJson())).isEqualTo(Result.ok(search));
  }

  @ParameterizedTest
  @CsvSource({"{}, 200", "{\"count\":0}, 0", "{\"count\":7}, 7", "{\"count\":99999999999}, 1000"})
  void the_server_limits_the_page(String body, int size) {
    assertThat(read(body).pageSize(200, 1000)).isEqualTo(size);
  }

  @Test
  void a_walk_by_cursors_begins_with_an_empty_one_and_has_an_error_of_its_own() {
    assertThat(read("{}").cursor()).isNull();
    assertThat(read("{\"cursor\":\"\"}").cursor()).isEmpty();
    assertThat(SearchRequest.parse(json("{\"cursor\":\"\",\"count\":\"x\"}")))
        .isEqualTo(Result.badRequest(ScimType.INVALID_COUNT, "'count' is a whole number."));
  }

  private static SearchRequest read(String body) {
    return switch (SearchRequest.parse(json(body))) {
      case Result.Ok<SearchRequest>(var search) -> search;
      case Result.Refused<SearchRequest>(var error) -> throw new AssertionError(error.toString());
    };
  }

  private static JsonObject json(String text) {
    try {
      return (JsonObject) new JsonCodec(JsonLimits.RECORD).read(text);
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("No JSON: " + text, e);
    }
  }
}
