package dev.rollcall.connector.target.oauth;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.Body;
import dev.rollcall.connector.outbound.HttpCall;
import dev.rollcall.connector.outbound.Outbound;
import dev.rollcall.connector.outbound.OutboundRule;
import dev.rollcall.connector.outbound.Reply;
import dev.rollcall.connector.outbound.Reply.Answered;
import dev.rollcall.connector.outbound.Reply.Unanswered;
import dev.rollcall.connector.target.Site;
import dev.rollcall.connector.target.oauth.Fetched.Held;
import dev.rollcall.connector.target.oauth.Fetched.Missing;
import dev.rollcall.connector.target.oauth.core.Token;
import dev.rollcall.connector.target.oauth.core.TokenLimits;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import reactor.core.publisher.Mono;

/// HTTP to a target whose calls carry a token. A call that is answered 401 with a token from before
/// is made once more with a new one; to get tokens is part of the call's time limit.
public final class AuthorizedOutbound implements Outbound {
  private static final int UNAUTHORIZED = 401;

  /// The one that asks, and one whose time was up a moment ago.
  private static final int ASKING_MAX = 2;

  /// The limit on the call itself comes first where there was nothing to wait for: the quick
  /// breaker hears of that one alone.
  private static final Duration GRACE = Duration.ofMillis(250);

  private final Outbound target;
  private final TokenSource tokens;
  private final Clock clock;
  private final Duration total;

  AuthorizedOutbound(Outbound target, TokenSource tokens, Clock clock, Duration total) {
    this.target = target;
    this.tokens = tokens;
    this.clock = clock;
    this.total = total;
  }

  /// Opens HTTP to a target. The token endpoint is called under the rule of the target: the same
  /// addresses, no redirects, the same limit on its answer.
  public static Outbound open(ClientCredentials credentials, Site site) {
    TokenLimits limits = TokenLimits.STANDARD;
    OutboundRule rule = site.rule();
    var own =
        new OutboundRule(
            rule.name() + ".token",
            rule.addresses(),
            TokenLimits.shorter(rule.total(), limits.call()),
            ASKING_MAX);
    var tokens =
        new TokenSource(
            site.tools().outbounds().apply(own),
            credentials,
            new TokenSource.Means(site.clock(), site.redaction(), limits));
    return new AuthorizedOutbound(site.http(), tokens, site.clock(), rule.total());
  }

  @Override
  public Mono<Reply> send(HttpCall call) {
    return Mono.defer(() -> {
      var attempt = new Attempt(call, clock.instant(), System.nanoTime());
      return tokens.current().flatMap(it -> first(attempt, it));
    });
  }

  @Override
  public Mono<Failure> authorize() {
    return tokens
        .current()
        .flatMap(it ->
            switch (it) {
              case Held _ -> Mono.empty();
              case Missing(var failure) -> Mono.just(failure);
            });
  }

  @Override
  public Mono<Failure> lookUp(URI url) {
    return target.lookUp(url);
  }

  /// @param began by the clock of the tokens
  private record Attempt(HttpCall call, Instant began, long beganNanos) {}

  private Mono<Reply> first(Attempt attempt, Fetched fetched) {
    return switch (fetched) {
      case Missing(var failure) -> Mono.just(new Unanswered(failure));
      case Held(var token) ->
          send(attempt, token)
              .flatMap(reply ->
                  isRefused(reply) && token.isFromBefore(attempt.began())
                      ? tokens.insteadOf(token).flatMap(it -> second(attempt, it))
                      : Mono.just(reply));
    };
  }

  private Mono<Reply> second(Attempt attempt, Fetched fetched) {
    return switch (fetched) {
      case Missing(var failure) -> Mono.just(new Unanswered(failure));
      case Held(var token) -> send(attempt, token);
    };
  }

  private Mono<Reply> send(Attempt attempt, Token token) {
    HttpCall call = attempt.call();
    Map<String, String> headers = new HashMap<>(call.headers());
    headers.put("authorization", "Bearer " + token.value());
    Duration left = total.minusNanos(System.nanoTime() - attempt.beganNanos());
    if (!left.isPositive()) {
      return Mono.just(
          new Unanswered(
              Failure.of(FailureKind.UNREACHABLE, "The token came when the time was over")));
    }
    return target
        .send(new HttpCall(call.method(), call.uri(), headers, call.body()))
        .timeout(
            left.plus(GRACE),
            Mono.just(
                new Unanswered(Failure.of(FailureKind.TIMEOUT, "No answer within the time limit"))))
        .map(reply -> withoutToken(reply, token));
  }

  private static boolean isRefused(Reply reply) {
    return reply instanceof Answered answered && answered.status() == UNAUTHORIZED;
  }

  /// Of an error the words are kept, and some servers repeat what they were sent.
  private static Reply withoutToken(Reply reply, Token token) {
    if (!(reply instanceof Answered(int status, var headers, var body)) || status < 400) {
      return reply;
    }
    String text = new String(body.bytes(), StandardCharsets.UTF_8);
    return text.contains(token.value())
        ? new Answered(
            status,
            headers,
            Body.of(text.replace(token.value(), "[…]").getBytes(StandardCharsets.UTF_8)))
        : reply;
  }
}
