package dev.rollcall.connector.target.oauth.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.target.oauth.core.TokenAnswer.Denied;
import dev.rollcall.connector.target.oauth.core.TokenAnswer.Granted;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HeardTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  /// status | body -> kind | what happened | what the endpoint said
  private static final String DENIALS =
      """
      400 | {'error':'invalid_scope'} -> unauthorized | The token endpoint answered 400 | invalid_scope
      401 | {'error':'invalid_client','error_description':'Wrong secret'} -> unauthorized | The token endpoint answered 401 | invalid_client: Wrong secret
      401 | {} -> unauthorized | The token endpoint answered 401 |
      403 | {'error_description':'No'} -> unauthorized | The token endpoint answered 403 | No
      404 | {} -> unauthorized | The token endpoint answered 404 |
      302 | {} -> unauthorized | The token endpoint answered 302, and redirects are not followed |
      400 | {'error':'temporarily_unavailable'} -> unreachable | The token endpoint answered 400 | temporarily_unavailable
      408 | {} -> unreachable | The token endpoint answered 408 |
      429 | {'error':'too many'} -> unreachable | The token endpoint answered 429 |
      500 | {} -> unreachable | The token endpoint answered 500 |
      503 | {} -> unreachable | The token endpoint answered 503 |
      200 | {} -> unauthorized | The token endpoint answered 200 and gave no token |
      200 | {'error':'invalid_client'} -> unauthorized | The token endpoint answered 200 and gave no token | invalid_client
      200 | {'access_token':'','token_type':'Bearer'} -> unauthorized | The token endpoint answered 200 and gave no token |
      200 | {'access_token':7,'token_type':'Bearer'} -> unauthorized | The token endpoint answered 200 and gave no token |
      200 | {'access_token':'t','token_type':'mac'} -> unauthorized | The token endpoint answered 200 with a token of the type mac, and only Bearer can be used |
      200 | {'access_token':'t','token_type':'a b'} -> unauthorized | The token endpoint answered 200 with a token of an unknown type, and only Bearer can be used |
      200 | {'access_token':'t'} -> unauthorized | The token endpoint answered 200 with a token without a type, and only Bearer can be used |
      200 | {'access_token':'a b','token_type':'Bearer'} -> unauthorized | The token endpoint answered 200 with a token that cannot be sent |
      """;

  static Stream<String> denials() {
    return DENIALS.lines();
  }

  @ParameterizedTest
  @MethodSource("denials")
  void without_a_token_it_is_said_why(String row) {
    String[] sides = row.split(" -> ", -1);
    String[] given = sides[0].split(" \\| ", -1);
    String[] wanted = (sides[1] + " ").split(" \\| ", -1);

    assertThat(heard(Integer.parseInt(given[0].strip()), given[1]))
        .isInstanceOfSatisfying(
            Denied.class,
            it -> {
              assertThat(it.kind().name().toLowerCase(Locale.ROOT)).isEqualTo(wanted[0]);
              assertThat(it.ours()).isEqualTo(wanted[1].strip());
              assertThat(it.theirs()).isEqualTo(wanted.length > 2 ? wanted[2].strip() : "");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3600     | PT59M", // a minute before its end
        "100      | PT80S", // a fifth of a short life
        "'\"100\"'| PT80S", // some write it as a text
        "1        | PT0.8S",
        "0        | PT14M", // no length of time: as if it were not said
        "-5       | PT14M",
        "'\"soon\"'| PT14M",
        "0.5      | PT14M",
        "null     | PT14M",
        "999999   | PT23H59M",
        "99999999999999999999 | PT23H59M"
      })
  void a_token_is_renewed_before_its_end(String expiresIn, Duration use) {
    TokenAnswer answer =
        heard(200, "{'access_token':'t','token_type':'bearer','expires_in':" + expiresIn + "}");

    assertThat(answer).isEqualTo(new Granted(new Token("t", NOW, NOW.plus(use))));
  }

  @Test
  void a_token_without_an_end_is_used_for_the_usual_time() {
    assertThat(heard(200, "{'access_token':'t','token_type':'BEARER'}"))
        .isEqualTo(new Granted(new Token("t", NOW, NOW.plus(Duration.ofMinutes(14)))));
  }

  @Test
  void a_token_is_good_until_it_is_to_be_renewed() {
    var token = new Token("t", NOW, NOW.plusSeconds(10));

    assertThat(token.isGood(NOW.plusSeconds(9))).isTrue();
    assertThat(token.isGood(NOW.plusSeconds(10))).isFalse();
    assertThat(token.isFromBefore(NOW)).isFalse();
    assertThat(token.isFromBefore(NOW.plusMillis(1))).isTrue();
  }

  @Test
  void a_token_that_is_too_long_is_not_sent() {
    String body = "{'access_token':'" + "t".repeat(17_000) + "','token_type':'Bearer'}";

    assertThat(heard(200, body)).asString().contains("that cannot be sent").doesNotContain("tttt");
  }

  @Test
  void nothing_that_is_written_down_shows_a_token() {
    var heard = new Heard(200, json("{'access_token':'s3cret','token_type':'Bearer'}"));

    assertThat(heard.toString() + heard.meaning(NOW, TokenLimits.STANDARD))
        .doesNotContain("s3cret");
  }

  private static TokenAnswer heard(int status, String body) {
    return new Heard(status, json(body)).meaning(NOW, TokenLimits.STANDARD);
  }

  private static JsonObject json(String text) {
    return new JsonCodec(JsonLimits.RECORD)
        .readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
