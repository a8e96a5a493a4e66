package dev.rollcall.connector.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private final Redaction redaction = new Redaction(80);

  @Test
  void of_a_scim_error_the_keyword_and_the_detail_stay_and_the_person_goes() {
    assertThat(
            of(
                "{\"scimType\":\"uniqueness\",\"detail\":\"User kim@example.com with id"
                    + " 2819c223-7f76-453a-919d-413861904646 exists\",\"userName\":\"kim\"}"))
        .isEqualTo("uniqueness: User […] with id […] exists");
  }

  @Test
  void quoted_values_and_telephone_numbers_go() {
    assertThat(of("The value 'Kim Lee' and +1 425 555 0150 are not allowed"))
        .isEqualTo("The value […] and […] are not allowed");
  }

  @Test
  void of_other_json_nothing_stays() {
    assertThat(of("{\"userName\":\"kim\",\"title\":\"Boss\"}")).isEmpty();
    assertThat(of("[\"kim\"]")).isEmpty();
    assertThat(of("{broken kim")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"error":{"code":409,"message":"Entity already exists."}}                        | Entity already exists.
          {"error":{"code":"Bad_Id","message":"No id","target":"kim"}}                     | Bad_Id: No id
          {"error":{"message":"Twice","errors":[{"message":"Twice","reason":"duplicate"}]}} | Twice
          {"errors":[{"message":"Name is taken"},{"detail":"Mail is taken","code":"dup"}]} | Name is taken; dup: Mail is taken
          {"message":"Invalid","errors":[{"message":"No mail","field":"kim"}]}             | Invalid; No mail
          {"type":"https://x/p","title":"Conflict","status":409,"detail":"Is there"}       | Conflict: Is there
          {"title":"Conflict","status":409,"instance":"/users/kim"}                        | Conflict
          {"error":"invalid_grant","error_description":"Token expired"}                    | invalid_grant: Token expired
          {"error":"not_allowed"}                                                          | not_allowed
          {"error":{"message":"The user kim@example.com is there"}}                        | The user […] is there
          """)
  void of_an_error_what_it_says_stays_in_whose_form_it_is(String body, String kept) {
    assertThat(of(body)).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'error':{'userName':'kim','title':'Boss'}}",
        "{'errors':['kim']}",
        "{'errors':[{'value':'kim','code':'Kim Lee'}]}",
        "{'code':'kim','reason':'kim'}",
        "{'user':{'message':'kim'},'data':{'error':{'message':'kim'}}}",
        "{'title':'Boss','status':'kim'}",
        "{'title':'Boss','status':7}",
        "{'error':{'error':{'error':{'error':{'message':'kim'}}}}}"
      })
  void of_what_is_not_known_to_be_a_message_nothing_stays(String body) {
    assertThat(of(body.replace('\'', '"'))).isEmpty();
  }

  @Test
  void markup_goes_and_a_long_text_is_cut() {
    assertThat(of("<html><h1>Bad Gateway</h1></html>")).isEqualTo("Bad Gateway");
    assertThat(of("x".repeat(200))).hasSize(80);
  }

  @Test
  void words_are_kept_without_the_people_that_they_name() {
    assertThat(redaction.ofWords("invalid_client:  kim@example.com is\nnot known"))
        .isEqualTo("invalid_client: […] is not known");
  }

  @Test
  void of_a_text_that_is_cut_no_half_value_is_shown() {
    assertThat(of("no " + "'" + "Kim Lee ".repeat(100))).isEqualTo("no");
    assertThat(of("no " + "k".repeat(500) + "@example.com")).isEqualTo("no");
    assertThat(redaction.ofWords("x".repeat(1_000_000))).hasSize(80);
  }

  private String of(String body) {
    return redaction.of(body.getBytes(StandardCharsets.UTF_8));
  }
}
