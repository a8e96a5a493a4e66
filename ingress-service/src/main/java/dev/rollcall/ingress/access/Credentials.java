package dev.rollcall.ingress.access;

import dev.rollcall.schemas.access.Token;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Finds the credential that a token proves.
public final class Credentials {
  /// Compared with where the id is unknown, so that the time says nothing about ids.
  private static final String NOBODY = "0".repeat(64);

  private final Supplier<List<Credential>> current;
  private final Clock clock;

  public Credentials(Supplier<List<Credential>> current, Clock clock) {
    this.current = current;
    this.clock = clock;
  }

  /// Returns the credential of a token that is known and not expired.
  public Optional<Credential> authenticate(String tokenText) {
    return Token.parse(tokenText).flatMap(this::authenticate);
  }

  private Optional<Credential> authenticate(Token token) {
    var candidates =
        current.get().stream().filter(credential -> credential.id().equals(token.id())).toList();
    if (candidates.isEmpty()) {
      token.matches(NOBODY);
    }
    return candidates.stream()
        .filter(credential -> token.matches(credential.sha256()))
        .filter(credential -> clock.instant().isBefore(credential.expiresAt()))
        .findFirst();
  }
}
