package dev.rollcall.connector.target.oauth.core;

import java.time.Instant;

/// A bearer token. Its text form does not show it.
///
/// @param askedAt when it was asked for
/// @param renewAt from when it is not used any more
public record Token(String value, Instant askedAt, Instant renewAt) {

  public boolean isGood(Instant now) {
    return now.isBefore(renewAt);
  }

  /// Says whether it was there, or on its way, at a time.
  public boolean isFromBefore(Instant time) {
    return askedAt.isBefore(time);
  }

  @Override
  public String toString() {
    return "Token until " + renewAt;
  }
}
