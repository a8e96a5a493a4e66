package dev.rollcall.ingress.fairness.core;

import java.time.Duration;
import java.time.Instant;

/// What a tenant has under way, and how much of its guaranteed rate is left.
///
/// @param inFlight requests under way
/// @param tokens requests that may still come at once within the guaranteed rate
/// @param at when `tokens` was counted
/// @param took how long its requests take at present, smoothed
public record TenantLoad(int inFlight, double tokens, Instant at, Duration took) {
  /// How much the last request counts in what requests take.
  private static final int SMOOTHING = 8;

  /// A tenant that was not seen before, or not for long.
  public static TenantLoad none(Share share, Instant now) {
    return new TenantLoad(0, share.burst(), now, Duration.ZERO);
  }

  /// Says whether one more request comes in.
  public Verdict arrive(Share share, Instant now) {
    TenantLoad present = refilled(share, now);
    boolean inRate = present.tokens >= 1;
    if (present.inFlight >= share.inFlightMax() && !inRate) {
      return new Verdict.Refused(present, present.retryAfter(share));
    }
    return new Verdict.Admitted(
        new TenantLoad(
            present.inFlight + 1,
            inRate ? present.tokens - 1 : present.tokens,
            present.at,
            present.took));
  }

  /// The load when a request is over.
  ///
  /// @param itTook how long it was under way
  public TenantLoad left(Duration itTook) {
    Duration smoothed = took.plus(itTook.minus(took).dividedBy(SMOOTHING));
    return new TenantLoad(Math.max(0, inFlight - 1), tokens, at, smoothed);
  }

  /// Says whether it is as if the tenant had never been seen.
  public boolean isNone(Share share, Instant now) {
    return inFlight == 0 && refilled(share, now).tokens >= share.burst();
  }

  private TenantLoad refilled(Share share, Instant now) {
    Bucket bucket = new Bucket(tokens, at).filled(share.perSecond(), share.burst(), now);
    return new TenantLoad(inFlight, bucket.tokens(), bucket.at(), took);
  }

  /// When what is under way now will be answered.
  private Duration retryAfter(Share share) {
    long seconds = took.plusNanos(999_999_999).toSeconds();
    return Duration.ofSeconds(Math.clamp(seconds, 1, share.retryAfterMax().toSeconds()));
  }
}
