package dev.rollcall.ingress.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.access.Token;
import dev.rollcall.schemas.event.TenantId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CredentialsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  private final Token token = Token.make(new SecureRandom());

  @Test
  void a_token_proves_the_credential_whose_hash_it_has() {
    Credential credential = credential(token, NOW.plusSeconds(1));
    assertThat(among(credential(Token.make(new SecureRandom()), NOW.plusSeconds(1)), credential))
        .contains(credential);
  }

  @Test
  void of_two_that_share_an_id_the_hash_decides() {
    Credential mine = credential(token, NOW.plusSeconds(1));
    var other =
        new Credential(
            token.id(),
            new TenantId("other"),
            Scope.ADMIN,
            Token.make(new SecureRandom()).sha256(),
            mine.expiresAt(),
            null);
    assertThat(among(other, mine)).contains(mine);
    assertThat(among(other)).isEmpty();
  }

  @Test
  void at_its_end_it_is_expired() {
    assertThat(among(credential(token, NOW))).isEmpty();
    assertThat(among(credential(token, NOW.plusNanos(1)))).isPresent();
  }

  @Test
  void what_is_no_token_proves_nothing() {
    var credentials =
        new Credentials(() -> List.of(credential(token, NOW.plusSeconds(1))), clock());
    assertThat(credentials.authenticate("")).isEmpty();
    assertThat(credentials.authenticate(token.text() + "x")).isEmpty();
    assertThat(credentials.authenticate(token.sha256())).isEmpty();
  }

  @Test
  void a_credential_shows_its_id_alone() {
    assertThat(credential(token, NOW)).hasToString("Credential " + token.id());
  }

  private Optional<Credential> among(Credential... known) {
    return new Credentials(() -> List.of(known), clock()).authenticate(token.text());
  }

  private static Credential credential(Token token, Instant expiresAt) {
    return new Credential(
        token.id(), new TenantId("demo"), Scope.SCIM, token.sha256(), expiresAt, null);
  }

  private static Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }
}
