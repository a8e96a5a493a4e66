package dev.rollcall.connector.target.oauth;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.Outbound;
import dev.rollcall.connector.outbound.Reply;
import dev.rollcall.connector.outbound.Reply.Answered;
import dev.rollcall.connector.outbound.Reply.Unanswered;
import dev.rollcall.connector.target.Redaction;
import dev.rollcall.connector.target.RetryAfter;
import dev.rollcall.connector.target.oauth.core.Heard;
import dev.rollcall.connector.target.oauth.core.Token;
import dev.rollcall.connector.target.oauth.core.TokenAnswer;
import dev.rollcall.connector.target.oauth.core.TokenLimits;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The token of one target, in memory alone. Whoever needs one while it is asked for waits for the
/// same answer.
final class TokenSource {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);

  private final Outbound endpoint;
  private final ClientCredentials credentials;
  private final Means means;
  private @Nullable Token held;
  private @Nullable Mono<Fetched> asking;
  private @Nullable Pause pause;

  /// What it works with.
  record Means(Clock clock, Redaction redaction, TokenLimits limits) {}

  /// The endpoint wants to be left alone.
  ///
  /// @param heldUntil until when it is, whoever asks here
  private record Pause(Instant until, Instant heldUntil, Failure failure) {}

  TokenSource(Outbound endpoint, ClientCredentials credentials, Means means) {
    this.endpoint = endpoint;
    this.credentials = credentials;
    this.means = means;
  }

  /// Returns the token that holds now, and asks for one where there is none.
  Mono<Fetched> current() {
    return Mono.defer(this::now);
  }

  /// Returns another token than one that the target does not accept any more.
  Mono<Fetched> insteadOf(Token refused) {
    return Mono.defer(() -> {
      forget(refused);
      return now();
    });
  }

  private synchronized void forget(Token refused) {
    // Somebody else may have been quicker.
    if (refused.equals(held)) {
      held = null;
    }
  }

  private synchronized Mono<Fetched> now() {
    Instant now = means.clock().instant();
    if (held != null && held.isGood(now)) {
      return Mono.just(new Fetched.Held(held));
    }
    if (pause != null && now.isBefore(pause.heldUntil())) {
      return Mono.just(new Fetched.Missing(pausing(pause, now)));
    }
    if (asking == null) {
      asking = ask(now).doOnNext(this::keep).doOnError(_ -> failed()).cache();
    }
    return asking;
  }

  private static Failure pausing(Pause pause, Instant now) {
    Failure failure = pause.failure();
    return new Failure(failure.kind(), null, Duration.between(now, pause.until()), failure.text());
  }

  private synchronized void keep(Fetched fetched) {
    switch (fetched) {
      case Fetched.Held(var token) -> held = token;
      case Fetched.Missing(var failure) -> {
        Duration wait = failure.retryAfter();
        pause = wait == null ? null : pause(wait, failure);
      }
    }
    asking = null;
  }

  private Pause pause(Duration wait, Failure failure) {
    Instant now = means.clock().instant();
    Duration hold = TokenLimits.shorter(wait, means.limits().holdMax());
    return new Pause(now.plus(wait), now.plus(hold), failure);
  }

  /// By a bug of ours: the next one asks anew.
  private synchronized void failed() {
    asking = null;
  }

  private Mono<Fetched> ask(Instant askedAt) {
    return endpoint.send(credentials.request(askedAt)).map(reply -> fetched(reply, askedAt));
  }

  private Fetched fetched(Reply reply, Instant askedAt) {
    return switch (reply) {
      case Unanswered(var failure) -> new Fetched.Missing(unanswered(failure));
      case Answered answered ->
          switch (new Heard(answered.status(), object(answered)).meaning(askedAt, means.limits())) {
            case TokenAnswer.Granted(var token) -> new Fetched.Held(token);
            case TokenAnswer.Denied denied -> new Fetched.Missing(denied(denied, answered));
          };
    };
  }

  private Failure denied(TokenAnswer.Denied denied, Answered answered) {
    Duration wait =
        denied.kind() == FailureKind.UNREACHABLE
            ? answered
                .header("retry-after")
                .flatMap(value -> RetryAfter.parse(value, means.clock().instant()))
                .map(asked -> TokenLimits.shorter(asked, means.limits().pauseMax()))
                .orElse(null)
            : null;
    String theirs = means.redaction().ofWords(credentials.client().withoutSecret(denied.theirs()));
    String ours = credentials.client().withoutSecret(denied.ours());
    return new Failure(denied.kind(), null, wait, theirs.isEmpty() ? ours : ours + ": " + theirs);
  }

  /// Nothing was sent to the target, so that nothing may have happened there; an answer of
  /// excessive length has no token that could be used.
  private static Failure unanswered(Failure failure) {
    FailureKind kind = failure.kind();
    if (kind == FailureKind.TIMEOUT) {
      kind = FailureKind.UNREACHABLE;
    } else if (kind == FailureKind.UNUSABLE_ANSWER) {
      kind = FailureKind.UNAUTHORIZED;
    }
    return new Failure(kind, null, failure.retryAfter(), "The token endpoint: " + failure.text());
  }

  private static JsonObject object(Answered answered) {
    try {
      return JSON.readObject(answered.body().bytes());
    } catch (MalformedJsonException _) {
      return JsonObject.EMPTY;
    }
  }
}
