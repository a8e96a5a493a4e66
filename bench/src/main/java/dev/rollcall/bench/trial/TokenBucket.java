package dev.rollcall.bench.trial;

/// A token bucket, full at first. Not safe for use by several threads.
final class TokenBucket {
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final double size;
  private double tokens;
  private long filledNanos;
  private boolean used;

  /// Makes a bucket.
  ///
  /// @param perSecond tokens that come in a second
  /// @param size tokens that it holds
  TokenBucket(double perSecond, int size) {
    this.perSecond = perSecond;
    this.size = size;
    this.tokens = size;
  }

  /// Takes a token.
  ///
  /// @return 0, or where there is none the whole seconds until there is one
  long take(long nowNanos) {
    if (used) {
      tokens = Math.min(size, tokens + (nowNanos - filledNanos) / NANOS * perSecond);
    }
    used = true;
    filledNanos = nowNanos;
    if (tokens >= 1) {
      tokens--;
      return 0;
    }
    return (long) Math.ceil((1 - tokens) / perSecond);
  }
}
