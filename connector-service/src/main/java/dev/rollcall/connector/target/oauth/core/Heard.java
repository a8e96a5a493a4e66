package dev.rollcall.connector.target.oauth.core;

import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.target.oauth.core.TokenAnswer.Denied;
import dev.rollcall.connector.target.oauth.core.TokenAnswer.Granted;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a token endpoint answered (RFC 6749 section 5).
///
/// It concerns the whole target in any case: an endpoint that is busy or broken is like a target
/// that cannot be reached, and one that gives us no token that we can use does not accept our
/// credentials.
///
/// @param body empty where it is no JSON object
public record Heard(int status, JsonObject body) {
  private static final String ENDPOINT = "The token endpoint answered ";

  /// What is over soon, whatever the status is.
  private static final Set<String> FOR_NOW =
      Set.of("temporarily_unavailable", "server_error", "slow_down");

  /// A word that may be shown as it is.
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.:/-]{1,64}");

  /// What can stand in a header behind `Bearer` (RFC 6750 section 2.1, and what servers give).
  private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7E]+");

  /// Returns what an answer means.
  ///
  /// @param askedAt when the request was sent: the life of the token is counted from there
  public TokenAnswer meaning(Instant askedAt, TokenLimits limits) {
    if (status / 100 == 2) {
      return given(askedAt, limits);
    }
    String redirect = status / 100 == 3 ? ", and redirects are not followed" : "";
    return new Denied(kind(), ENDPOINT + status + redirect, said());
  }

  private TokenAnswer given(Instant askedAt, TokenLimits limits) {
    Optional<String> token = body.text("access_token").filter(it -> !it.isEmpty());
    if (token.isEmpty()) {
      return unusable("and gave no token", said());
    }
    Optional<String> type = body.text("token_type");
    if (type.filter("bearer"::equalsIgnoreCase).isEmpty()) {
      String word =
          type.map(it -> WORD.matcher(it).matches() ? "of the type " + it : "of an unknown type")
              .orElse("without a type");
      return unusable("with a token " + word + ", and only Bearer can be used", "");
    }
    String value = token.get();
    if (value.length() > limits.tokenCharsMax() || !SENDABLE.matcher(value).matches()) {
      return unusable("with a token that cannot be sent", "");
    }
    Duration life = life(body.get("expires_in")).orElse(limits.usualLife());
    return new Granted(new Token(value, askedAt, askedAt.plus(limits.use(life))));
  }

  private Denied unusable(String what, String theirs) {
    return new Denied(kind(), ENDPOINT + status + " " + what, theirs);
  }

  /// Some endpoints write the number as a text. What is no length of time is as if it were not
  /// there.
  private static Optional<Duration> life(@Nullable Json expiresIn) {
    BigDecimal seconds =
        switch (expiresIn) {
          case JsonNumber(var number) -> number;
          case JsonString(var text) when text.matches("[0-9]{1,18}") -> new BigDecimal(text);
          case null -> BigDecimal.ZERO;
          case Json _ -> BigDecimal.ZERO;
        };
    BigDecimal most = BigDecimal.valueOf(Integer.MAX_VALUE);
    return seconds.compareTo(BigDecimal.ONE) >= 0
        ? Optional.of(Duration.ofSeconds(seconds.min(most).longValue()))
        : Optional.empty();
  }

  private FailureKind kind() {
    boolean forNow =
        status >= 500
            || status == 408
            || status == 429
            || body.text("error").filter(FOR_NOW::contains).isPresent();
    return forNow ? FailureKind.UNREACHABLE : FailureKind.UNAUTHORIZED;
  }

  /// The error of RFC 6749 section 5.2.
  private String said() {
    String error = body.text("error").filter(it -> WORD.matcher(it).matches()).orElse("");
    String description = body.text("error_description").orElse("");
    return error.isEmpty() || description.isEmpty()
        ? error + description
        : error + ": " + description;
  }

  @Override
  public String toString() {
    return "Heard " + status;
  }
}
