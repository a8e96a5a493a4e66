package dev.rollcall.ingress.journal.kafka;

import dev.rollcall.ingress.journal.Fingerprint;
import dev.rollcall.schemas.event.RequestId;

/// What an instance of ingress tells the others.
sealed interface Notice {

  /// Who says it; another one after each start.
  String instance();

  /// It is there, and says so again and again.
  record Here(String instance) implements Notice {}

  /// It ends, and has answered whom it could.
  record Left(String instance) implements Notice {}

  /// The answer to a request did not reach the client.
  record Lost(String instance, Fingerprint fingerprint, RequestId request) implements Notice {}

  /// It has answered the repeat of such a request.
  record Settled(String instance, Fingerprint fingerprint, RequestId request) implements Notice {}
}
