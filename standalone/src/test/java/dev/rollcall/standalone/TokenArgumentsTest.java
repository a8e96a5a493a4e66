package dev.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.standalone.platform.Credentials.Wanted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenArgumentsTest {

  @Test
  void a_token_is_wanted_for_a_scope() {
    assertThat(parse("token --scope feed --target people --days 30 --data d"))
        .isEqualTo(
            new TokenArguments(
                Path.of("d"),
                Optional.of(new Wanted("demo", "feed", "people", null, Duration.ofDays(30))),
                Optional.empty()));
    assertThat(parse("token --scope scim --user u1 --tenant acme"))
        .isEqualTo(
            new TokenArguments(
                Path.of("data"),
                Optional.of(new Wanted("acme", "scim", null, "u1", Duration.ofDays(365))),
                Optional.empty()));
    assertThat(parse("token --revoke k1a2b3").revoked()).contains("k1a2b3");
  }

  @ParameterizedTest
  @CsvSource({
    "token, --scope",
    "token --scope all, --scope",
    "token --scope feed, --target",
    "token --scope scim --target people, --target",
    "token --scope scim --days 0, --days",
    "token --scope scim --days ten, --days",
    "token --scope, --scope wants a value",
    "token --scop scim, unknown option",
    "token --revoke k1 --scope scim, --revoke"
  })
  void what_is_wrong_is_said(String line, String said) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
  }

  @Test
  void a_tenant_that_ingress_could_not_read_is_refused() {
    String tooLong = "t".repeat(TenantId.LENGTH_MAX + 1);
    assertThatThrownBy(() -> parse("token --scope scim --tenant " + tooLong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--tenant");
  }

  private static TokenArguments parse(String line) {
    return TokenArguments.parse(line.split(" "));
  }
}
