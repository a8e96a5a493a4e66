package dev.rollcall.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.schemas.access.Token;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tokens come and go while the service runs.
class CredentialsIT {

  @Test
  void tokens_expire_are_added_and_are_taken_away_without_a_restart(@TempDir Path folder) {
    try (var querySide = new QuerySide();
        var ingress = Ingress.start(folder, querySide)) {
      Instant later = Instant.now().plusSeconds(3600);
      Token other = Token.make(new SecureRandom());
      assertThat(status(ingress, ingress.token())).isEqualTo(200);
      assertThat(status(ingress, other)).isEqualTo(401);

      ingress.credentials(
          List.of(
              Ingress.credential(ingress.token(), Instant.now().minusSeconds(1)),
              Ingress.credential(other, later)));
      await().atMost(Ingress.PATIENCE).until(() -> status(ingress, other) == 200);
      assertThat(status(ingress, ingress.token())).as("expired").isEqualTo(401);

      ingress.credentialsText("{\"credentials\":[{\"id\":");
      await()
          .atMost(Ingress.PATIENCE)
          .until(
              () -> ingress.send("GET", "/health/ready", "").body().contains("credentials file"));
      assertThat(status(ingress, other)).as("what was known stays").isEqualTo(200);

      ingress.credentials(List.of(Ingress.credential(ingress.token(), later)));
      await().atMost(Ingress.PATIENCE).until(() -> status(ingress, other) == 401);
      assertThat(status(ingress, ingress.token())).isEqualTo(200);
    }
  }

  private static int status(Ingress ingress, Token token) {
    return ingress
        .send(
            ingress
                .request("GET", "/scim/v2/Users", "")
                .setHeader("Authorization", "bearer " + token.text())
                .build())
        .statusCode();
  }
}
