package dev.rollcall.connector.target.oauth.core;

import dev.rollcall.connector.delivery.core.FailureKind;

/// What came of asking for a token.
public sealed interface TokenAnswer {

  /// There is a token.
  record Granted(Token token) implements TokenAnswer {}

  /// There is none.
  ///
  /// @param ours what happened, without a word of the endpoint's
  /// @param theirs what the endpoint said about it, as it said it; it may be empty
  record Denied(FailureKind kind, String ours, String theirs) implements TokenAnswer {}
}
