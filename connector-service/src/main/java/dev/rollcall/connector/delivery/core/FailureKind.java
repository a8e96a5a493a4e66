package dev.rollcall.connector.delivery.core;

import java.util.Locale;

/// Why an attempt at a target failed: classified once, in the leaf that made the attempt.
public enum FailureKind {
  /// No connection: refused, reset, unknown host, TLS trouble.
  UNREACHABLE(true),
  /// The address may not be dialled.
  ADDRESS_REFUSED(false),
  /// No answer in time; what was asked may have happened.
  TIMEOUT(true),
  /// A 5xx, or a 408.
  SERVER_ERROR(true),
  /// A 429, or a 403 with `Retry-After`.
  THROTTLED(false),
  /// This process holds calls back because the last ones all failed; nothing was sent.
  HELD_BACK(false),
  /// The target wanted a pause when the next request of an attempt was to be made; it was not.
  PUT_OFF(false),
  /// A 401: our credentials are not accepted.
  UNAUTHORIZED(true),
  /// A 403: our credentials do not allow this. One resource that we may not touch, as an app's own
  /// administrator is, says nothing about the others; the same answer for several in a row does.
  FORBIDDEN(true),
  /// A 3xx: redirects are never followed.
  REDIRECTED(false),
  /// A 4xx that a repetition does not heal.
  REFUSED(false),
  /// A 409: something else at the target stands in the way.
  CONFLICT(false),
  /// What stands in the way belongs to somebody else.
  NOT_OURS(false),
  /// A 404 where we had a link.
  VANISHED(false),
  /// A 412: changed at the target since we looked.
  STALE(false),
  /// A webhook's 410: it wants no more.
  UNSUBSCRIBED(false),
  /// An answer that breaks the protocol.
  UNUSABLE_ANSWER(false),
  /// The mapping gives nothing for this resource; nothing was sent.
  UNMAPPABLE(false),
  /// The target said that it was done and shows that it was not.
  UNCONFIRMED(false),
  /// A feed of ours holds as much as it may until its consumer acknowledges.
  FULL(false);

  private final boolean targetTrouble;

  FailureKind(boolean targetTrouble) {
    this.targetTrouble = targetTrouble;
  }

  /// Says whether the failure tells about the whole target and not about one resource.
  public boolean isTargetTrouble() {
    return targetTrouble;
  }

  /// The stored name, such as `server_error`.
  public String logicalName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
