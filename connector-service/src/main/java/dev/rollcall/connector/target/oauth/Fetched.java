package dev.rollcall.connector.target.oauth;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.target.oauth.core.Token;

/// What there is to call a target with.
sealed interface Fetched {

  /// A token.
  record Held(Token token) implements Fetched {}

  /// No token, and this is why.
  record Missing(Failure failure) implements Fetched {}
}
