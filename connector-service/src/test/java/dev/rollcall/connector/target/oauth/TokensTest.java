package dev.rollcall.connector.target.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.Body;
import dev.rollcall.connector.outbound.HttpCall;
import dev.rollcall.connector.outbound.Outbound;
import dev.rollcall.connector.outbound.Reply;
import dev.rollcall.connector.outbound.Reply.Answered;
import dev.rollcall.connector.outbound.Reply.Unanswered;
import dev.rollcall.connector.target.Redaction;
import dev.rollcall.connector.target.oauth.Client.OfSecret.Place;
import dev.rollcall.connector.target.oauth.core.TokenLimits;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Tokens at a target, by an endpoint and a target that answer when the test says so.
class TokensTest {
  private static final String SECRET = "the-secret";
  private static final HttpCall CALL =
      new HttpCall("GET", URI.create("https://app.example/Users"), Map.of("x", "y"), Body.EMPTY);

  private final Ticking clock = new Ticking();
  private final List<Sinks.One<Reply>> asked = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private final Deque<Mono<Reply>> answers = new ArrayDeque<>();
  private final List<Reply> got = new ArrayList<>();
  private final Outbound outbound = outbound();

  @Test
  void however_many_wait_one_token_is_asked_for() {
    call();
    call();
    call();
    assertThat(asked).hasSize(1);
    assertThat(sent).isEmpty();

    grant("t1", 3600);

    assertThat(sent).containsExactly("Bearer t1", "Bearer t1", "Bearer t1");
    assertThat(got).hasSize(3);
    call();
    assertThat(asked).hasSize(1);
  }

  @Test
  void a_token_is_used_until_shortly_before_its_end() {
    call();
    grant("t1", 3600);
    clock.goes(Duration.ofMinutes(58));
    call();
    assertThat(asked).hasSize(1);

    clock.goes(Duration.ofMinutes(1));
    call();
    grant("t2", 3600);

    assertThat(sent).containsExactly("Bearer t1", "Bearer t1", "Bearer t2");
  }

  @Test
  void a_token_from_before_that_is_answered_401_is_replaced_once() {
    call();
    grant("t1", 3600);
    clock.goes(Duration.ofMinutes(1));
    answers.add(Mono.just(answered(401, "")));
    answers.add(Mono.just(answered(204, "")));
    call();
    grant("t2", 3600);

    assertThat(sent).containsExactly("Bearer t1", "Bearer t1", "Bearer t2");
    assertThat(statuses()).containsExactly(200, 204);
  }

  @Test
  void a_401_with_a_new_token_counts() {
    answers.add(Mono.just(answered(401, "")));
    call();
    grant("t1", 3600);
    assertThat(statuses()).containsExactly(401);
    assertThat(asked).hasSize(1);

    clock.goes(Duration.ofMinutes(1));
    answers.add(Mono.just(answered(401, "")));
    answers.add(Mono.just(answered(401, "")));
    call();
    grant("t2", 3600);
    assertThat(statuses()).containsExactly(401, 401);
    assertThat(asked).hasSize(2);
  }

  @Test
  void two_calls_that_are_answered_401_share_the_new_token() {
    call();
    grant("t1", 3600);
    clock.goes(Duration.ofMinutes(1));
    Sinks.One<Reply> first = Sinks.one();
    Sinks.One<Reply> second = Sinks.one();
    answers.add(first.asMono());
    answers.add(second.asMono());
    call();
    call();
    first.tryEmitValue(answered(401, ""));
    grant("t2", 3600);
    second.tryEmitValue(answered(401, ""));

    assertThat(asked).hasSize(2);
    assertThat(sent)
        .containsExactly("Bearer t1", "Bearer t1", "Bearer t1", "Bearer t2", "Bearer t2");
    assertThat(statuses()).containsExactly(200, 200, 200);
  }

  @Test
  void a_403_is_no_matter_of_the_token() {
    call();
    grant("t1", 3600);
    clock.goes(Duration.ofMinutes(1));
    answers.add(Mono.just(answered(403, "")));
    call();

    assertThat(asked).hasSize(1);
    assertThat(statuses()).containsExactly(200, 403);
  }

  @Test
  void without_a_token_nothing_is_sent_and_it_is_said_why() {
    call();
    answer(
        answered(
            401,
            "{\"error\":\"invalid_client\",\"error_description\":\"'x' of kim@example.com with "
                + SECRET
                + "\"}"));

    assertThat(failure(0))
        .isEqualTo(
            Failure.of(
                FailureKind.UNAUTHORIZED,
                "The token endpoint answered 401: invalid_client: […] of […] with […]"));
    assertThat(sent).isEmpty();
    call();
    assertThat(asked).as("the next call asks again").hasSize(2);
  }

  @Test
  void an_endpoint_that_is_not_there_is_a_target_that_is_not_there() {
    call();
    answer(new Unanswered(Failure.of(FailureKind.TIMEOUT, "No answer within the time limit")));

    assertThat(failure(0))
        .isEqualTo(
            Failure.of(
                FailureKind.UNREACHABLE, "The token endpoint: No answer within the time limit"));
    call();
    answer(answered(200, "<html>"));
    assertThat(failure(1))
        .isEqualTo(
            Failure.of(
                FailureKind.UNAUTHORIZED, "The token endpoint answered 200 and gave no token"));
  }

  @Test
  void an_endpoint_that_asks_for_a_pause_is_left_alone_for_so_long() {
    call();
    answer(new Answered(429, Map.of("retry-after", "30"), Body.EMPTY));
    clock.goes(Duration.ofSeconds(10));
    call();

    assertThat(failure(0).retryAfter()).isEqualTo(Duration.ofSeconds(30));
    assertThat(failure(1))
        .isEqualTo(
            new Failure(
                FailureKind.UNREACHABLE,
                null,
                Duration.ofSeconds(20),
                "The token endpoint answered 429"));
    assertThat(asked).hasSize(1);

    clock.goes(Duration.ofSeconds(20));
    call();
    grant("t1", 3600);
    assertThat(sent).containsExactly("Bearer t1");
  }

  @Test
  void no_endpoint_asks_for_a_pause_without_end() {
    call();
    answer(new Answered(503, Map.of("retry-after", "9999999"), Body.EMPTY));

    assertThat(failure(0).retryAfter()).isEqualTo(Duration.ofDays(31));
  }

  @Test
  void whoever_calls_although_an_endpoint_wants_days_of_pause_asks_it_again() {
    call();
    answer(new Answered(503, Map.of("retry-after", "432000"), Body.EMPTY));
    assertThat(failure(0).retryAfter()).isEqualTo(Duration.ofDays(5));

    clock.goes(Duration.ofSeconds(59));
    call();
    assertThat(failure(1).retryAfter()).isEqualTo(Duration.ofDays(5).minusSeconds(59));
    clock.goes(Duration.ofSeconds(1));
    call();
    grant("t1", 3600);
    assertThat(sent).containsExactly("Bearer t1");
  }

  @Test
  void what_a_target_says_of_an_error_does_not_repeat_the_token() {
    answers.add(Mono.just(answered(400, "{\"detail\":\"Bearer t-1234 is not for this\"}")));
    call();
    grant("t-1234", 3600);

    assertThat(new String(((Answered) got.getFirst()).body().bytes(), StandardCharsets.UTF_8))
        .isEqualTo("{\"detail\":\"Bearer […] is not for this\"}");
  }

  @Test
  void a_bug_on_the_way_to_the_endpoint_holds_up_no_later_call() {
    outbound.send(CALL).onErrorComplete().subscribe(got::add);
    asked.getLast().tryEmitError(new IllegalStateException("a bug"));

    call();
    grant("t1", 3600);
    assertThat(sent).containsExactly("Bearer t1");
  }

  private Outbound outbound() {
    Outbound endpoint =
        _ -> {
          Sinks.One<Reply> next = Sinks.one();
          asked.add(next);
          return next.asMono();
        };
    Outbound target =
        call -> {
          sent.add(call.headers().getOrDefault("authorization", ""));
          assertThat(call.headers()).containsEntry("x", "y");
          return answers.isEmpty() ? Mono.just(answered(200, "")) : answers.remove();
        };
    var credentials =
        new ClientCredentials(
            URI.create("https://login.example/token"),
            new Client.OfSecret("c", SECRET, Place.CLIENT_SECRET_BASIC),
            new LinkedHashMap<>());
    var means = new TokenSource.Means(clock.clock(), new Redaction(200), TokenLimits.STANDARD);
    return new AuthorizedOutbound(
        target,
        new TokenSource(endpoint, credentials, means),
        clock.clock(),
        Duration.ofSeconds(30));
  }

  private void call() {
    outbound.send(CALL).subscribe(got::add);
  }

  private void grant(String token, int seconds) {
    answer(
        answered(
            200,
            "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
                .formatted(token, seconds)));
  }

  private void answer(Reply reply) {
    asked.getLast().tryEmitValue(reply);
  }

  private Failure failure(int index) {
    return ((Unanswered) got.get(index)).failure();
  }

  private List<Integer> statuses() {
    return got.stream().map(it -> ((Answered) it).status()).toList();
  }

  private static Answered answered(int status, String body) {
    return new Answered(status, Map.of(), Body.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  /// A clock that goes when it is told.
  private static final class Ticking implements InstantSource {
    private Instant now = Instant.parse("2026-11-26T10:00:00Z");

    void goes(Duration time) {
      now = now.plus(time);
    }

    Clock clock() {
      return withZone(ZoneOffset.UTC);
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
