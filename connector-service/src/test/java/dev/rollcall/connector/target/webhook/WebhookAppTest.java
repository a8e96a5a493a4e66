package dev.rollcall.connector.target.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
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
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
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

    HttpCall call = calls.getFirst();
    var headers =
        HttpHeaders.of(
            call.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> List.of(it.getValue()))),
            (_, _) -> true);
    assertThatCode(() -> new Webhook(SECRET).verify(body(call), headers))
        .doesNotThrowAnyException();
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
    var app =
        new WebhookApp(
            call -> {
              calls.add(call);
              return Mono.just(new Answered(status, Map.of(), Body.EMPTY));
            },
            new WebhookConnection(URI.create("https://hooks.example/in"), SECRET),
            new Refusals(Clock.systemUTC(), new Redaction(100)),
            Clock.systemUTC());
    var answers = new ArrayList<Answer>();
    StepVerifier.create(app.perform(Facts.user("u1"), new Publish(EVENT)))
        .consumeNextWith(answers::add)
        .verifyComplete();
    return answers.getFirst();
  }

  private static String body(HttpCall call) {
    return new String(call.body().bytes(), StandardCharsets.UTF_8);
  }
}
