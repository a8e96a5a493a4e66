package dev.rollcall.ingress.scimweb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.message.SearchRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryParametersTest {

  @ParameterizedTest
  @CsvSource({
    "filter=userName+eq+%22a%22, userName eq \"a\"",
    "filter=userName%20eq%20%22a%2Bb%40c%22, userName eq \"a+b@c\"",
    "filter=userName eq \"a\", userName eq \"a\"",
    "FILTER=x, x",
    "aadOptscim062020&filter=x, x",
    "aadOptscim062020=&?filter=x, x",
    "filter=a=b, a=b",
    "filter=%2541, %41",
    "filter=first&filter=second, first"
  })
  void a_value_is_decoded_exactly_once(String query, String filter) {
    assertThat(parsed(query).get("filter")).isEqualTo(filter);
  }

  @Test
  void what_is_not_there_is_null_and_a_name_alone_is_empty() {
    assertThat(parsed("count").get("count")).isEmpty();
    assertThat(parsed("count").get("filter")).isNull();
    assertThat(parsed("").list("attributes")).isEmpty();
    assertThat(parsed("Attributes=userName,id").list("attributes"))
        .isEqualTo(List.of("userName,id"));
    assertThat(QueryParameters.parse(null)).isInstanceOf(Result.Ok.class);
  }

  @Test
  void a_list_may_come_in_several_values() {
    assertThat(parsed("attributes=userName&x=1&Attributes=id,title").list("attributes"))
        .isEqualTo(List.of("userName,id,title"));
    assertThat(parsed("excludedAttributes=a&excludedAttributes=b").get("excludedAttributes"))
        .isEqualTo("a,b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"filter=%", "filter=%4", "filter=%zz", "%=x"})
  void a_broken_encoding_is_refused(String query) {
    assertThat(
            QueryParameters.parse(query) instanceof Result.Refused<QueryParameters>(var error)
                ? error.scimType()
                : null)
        .isEqualTo(ScimType.INVALID_VALUE);
  }

  @Test
  void a_list_request_is_read_with_its_numbers() {
    assertThat(
            parsed("startIndex=-3&count=7&sortBy=userName").search()
                    instanceof Result.Ok<SearchRequest>(var search)
                ? search.startIndex()
                : 0)
        .isEqualTo(1);
    assertThat(parsed("count=many").search()).isInstanceOf(Result.Refused.class);
  }

  private static QueryParameters parsed(String query) {
    if (QueryParameters.parse(query) instanceof Result.Ok<QueryParameters>(var parameters)) {
      return parameters;
    }
    throw new AssertionError("Refused: " + query);
  }
}
