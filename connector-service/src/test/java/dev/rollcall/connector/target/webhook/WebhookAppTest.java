package dev.rollcall.connector.target.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Action.Publish;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Event;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.Body;
import dev.rollcall.connector.outbound.HttpCall;
import dev.rollcall.connector.outbound.Reply.Answered;
import dev.rollcall.connector.target.Redaction;
import dev.rollcall.connector.target.Refusals;
import dev.rollcall.connector.target.webhook.WebhookConnection.Previous;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class WebhookAppTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";
  private static final String OLD = "whsec_b2xkIHNlY3JldCBvZiB0aGlydHktdHdvIGJ5dGVzISE=";

  /// The reference library compares it with the time that it is.
  private final Instant now = Instant.now();

  private static final URI URL = URI.create("https://hooks.example/in");
  private static final Event EVENT =
      new Event(
          "msg_3-17-0",
          17,
          0,
          Instant.parse("2026-11-24T10:00:00Z"),
          "request-17",
          Facts.created(Facts.user("u1"), Facts.person("ada")),
          null);

  private final List<HttpCall> calls = new ArrayList<>();

  @Test
  void the_reference_library_accepts_what_is_signed() {
    publish(200);

    assertThat(isVerified(SECRET)).isTrue();
    assertThat(isVerified(OLD)).isFalse();
  }

  @Test
  void both_secrets_sign_until_the_old_one_ends() {
    var old = new Previous(OLD, now.plusSeconds(1));
    publish(app(200, new WebhookConnection(URL, SECRET, old, true)));

    assertThat(isVerified(SECRET)).isTrue();
    assertThat(isVerified(OLD)).isTrue();
    assertThat(calls.getFirst().headers().get("webhook-signature")).matches("v1,\\S+ v1,\\S+");
  }

  @Test
  void the_old_secret_signs_nothing_from_its_end_on() {
    var old = new Previous(OLD, now);
    publish(app(200, new WebhookConnection(URL, SECRET, old, true)));

    assertThat(isVerified(SECRET)).isTrue();
    assertThat(isVerified(OLD)).isFalse();
    assertThat(calls.getFirst().headers().get("webhook-signature")).matches("v1,\\S+");
  }

  @Test
  void a_test_call_is_a_signed_event_of_its_own_type() {
    var connection = new WebhookConnection(URL, SECRET, null, true);

    assertThat(probe(app(204, connection))).isEqualTo(new Done(null));
    assertThat(isVerified(SECRET)).isTrue();
    assertThat(body(calls.getFirst()))
        .isEqualTo("{\"type\":\"webhook.ping\",\"timestamp\":\"" + now + "\",\"data\":{}}");
    assertThat(calls.getFirst().headers().get("webhook-id")).startsWith("msg_ping-");

    var refused = (Failed) probe(app(401, connection));
    assertThat(refused.failure().status()).isEqualTo(401);
  }

  @Test
  void without_a_ping_only_the_name_is_looked_up() {
    var connection = new WebhookConnection(URL, SECRET, null, false);

    assertThat(app(500, connection).probe().blockOptional()).isEmpty();
    assertThat(calls).isEmpty();
  }

  @Test
  void the_body_is_the_whole_resource() {
    publish(200);

    assertThat(body(calls.getFirst()))
        .isEqualTo(
            """
            {"type":"user.created","timestamp":"2026-11-24T10:00:00Z","data":{"schemas":[\
            "urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada","active":true,\
            "id":"u1","meta":{"resourceType":"User","version":"W/\\"1\\""}}}\
            """);
  }

  @Test
  void every_attempt_has_the_same_id() {
    publish(500);
    publish(200);

    assertThat(calls.stream().map(call -> call.headers().get("webhook-id")))
        .containsExactly("msg_3-17-0", "msg_3-17-0");
  }

  @ParameterizedTest
  @CsvSource({
    "301, REDIRECTED",
    "400, REFUSED",
    "404, REFUSED",
    "410, UNSUBSCRIBED",
    "429, THROTTLED",
    "502, SERVER_ERROR"
  })
  void an_answer_other_than_2xx_is_a_failure(int status, FailureKind kind) {
    assertThat(((Failed) publish(status)).failure().kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({"200", "202", "204"})
  void a_2xx_is_enough(int status) {
    assertThat(publish(status)).isEqualTo(new Done(null));
  }

  private Answer publish(int status) {
    return publish(app(status, new WebhookConnection(URL, SECRET, null, true)));
  }

  private static Answer publish(WebhookApp app) {
    return answer(app.perform(Facts.user("u1"), new Publish(EVENT)));
  }

  private static Answer probe(WebhookApp app) {
    return answer(app.probe());
  }

  private static Answer answer(Mono<Answer> asked) {
    var answers = new ArrayList<Answer>();
    StepVerifier.create(asked).consumeNextWith(answers::add).verifyComplete();
    return answers.getFirst();
  }

  private WebhookApp app(int status, WebhookConnection connection) {
    return new WebhookApp(
        call -> {
          calls.add(call);
          return Mono.just(new Answered(status, Map.of(), Body.EMPTY));
        },
        connection,
        new Refusals(Clock.systemUTC(), new Redaction(100)),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  /// By the reference library, which takes what any signature of the header fits.
  private boolean isVerified(String secret) {
    HttpCall call = calls.getFirst();
    var headers =
        HttpHeaders.of(
            call.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> List.of(it.getValue()))),
            (_, _) -> true);
    try {
      new Webhook(secret).verify(body(call), headers);
      return true;
    } catch (WebhookVerificationException _) {
      return false;
    } catch (EmptyWebhookSecretException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String body(HttpCall call) {
    return new String(call.body().bytes(), StandardCharsets.UTF_8);
  }
}
