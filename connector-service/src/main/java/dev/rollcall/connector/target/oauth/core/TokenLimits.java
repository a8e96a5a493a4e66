package dev.rollcall.connector.target.oauth.core;

import dev.rollcall.connector.delivery.core.RetrySchedule;
import java.time.Duration;

/// How far the use of a token endpoint may go.
///
/// @param margin how long before its end a token is renewed
/// @param marginShare where a token lives for less than so many margins, the margin is this part of
///   its life
/// @param usualLife how long a token is used whose endpoint does not say how long it is good for
/// @param lifeMax how long one is used at most
/// @param call until the endpoint has answered; the time limit of the target where that is shorter
/// @param pauseMax the longest `Retry-After` of the endpoint that is kept to, as a target's
/// @param holdMax how long nobody asks the endpoint again by what is known here alone: by then the
///   pause is the lane's, and a person may have ended it
/// @param tokenCharsMax the longest token
public record TokenLimits(
    Duration margin,
    int marginShare,
    Duration usualLife,
    Duration lifeMax,
    Duration call,
    Duration pauseMax,
    Duration holdMax,
    int tokenCharsMax) {

  /// How long a signed assertion holds: the shortest that a vendor asks for, Salesforce.
  public static final Duration ASSERTION_LIFE = Duration.ofMinutes(3);

  /// The limits in production.
  public static final TokenLimits STANDARD =
      new TokenLimits(
          Duration.ofSeconds(60),
          5,
          Duration.ofMinutes(15),
          Duration.ofHours(24),
          Duration.ofSeconds(10),
          RetrySchedule.RETRY_AFTER_MAX,
          Duration.ofMinutes(1),
          16 * 1024);

  /// Returns how long a token is used that is good for so long.
  Duration use(Duration life) {
    Duration most = shorter(life, lifeMax);
    return most.minus(shorter(margin, most.dividedBy(marginShare)));
  }

  /// Returns the shorter one of two times.
  public static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
