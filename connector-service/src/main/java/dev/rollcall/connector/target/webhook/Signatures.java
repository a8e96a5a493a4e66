package dev.rollcall.connector.target.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Signs with every secret that is active: a receiver takes what one of them has signed, so that it
/// can change over to a new one in its own time.
final class Signatures {
  private final Signature current;
  private final @Nullable Signature previous;
  private final Instant previousUntil;

  Signatures(WebhookConnection connection) {
    this.current = new Signature(connection.secret());
    WebhookConnection.Previous before = connection.previous();
    this.previous = before == null ? null : new Signature(before.secret());
    this.previousUntil = before == null ? Instant.MIN : before.until();
  }

  /// Returns the value of `webhook-signature`: the signatures, with a space between them.
  ///
  /// @param at the time of this attempt; whole seconds are signed
  String of(String id, Instant at, byte[] body) {
    String signed = current.of(id, at, body);
    return previous != null && at.isBefore(previousUntil)
        ? signed + " " + previous.of(id, at, body)
        : signed;
  }
}
