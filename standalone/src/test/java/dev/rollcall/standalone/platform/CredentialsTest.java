package dev.rollcall.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.schemas.access.Token;
import dev.rollcall.standalone.platform.Credentials.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CredentialsTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  @TempDir private Path folder;

  @Test
  void what_is_kept_of_a_token_is_its_hash_until_it_is_taken_away() throws IOException {
    Path file = folder.resolve("credentials.json");
    Files.writeString(file, "{\"credentials\":[]}");
    var credentials = new Credentials(folder);
    Token kept = credentials.make(wanted(), NOW);
    Token revoked = credentials.make(wanted(), NOW);
    assertThat(Files.readString(file)).contains(kept.id(), revoked.id());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    credentials.revoke(revoked.id());

    assertThat(Files.readString(file))
        .isEqualTo(
            """
            {"credentials":[{"id":"%s","tenant":"demo","scope":"feed","sha256":"%s",\
            "expiresAt":"2026-11-27T10:00:00Z","target":"people"}]}\
            """
                .formatted(kept.id(), kept.sha256()));
    assertThatThrownBy(() -> credentials.revoke(revoked.id()))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining(revoked.id());
  }

  @Test
  void a_folder_that_is_none_is_named() {
    assertThatThrownBy(() -> new Credentials(folder).make(wanted(), NOW))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("credentials.json");
  }

  private static Wanted wanted() {
    return new Wanted("demo", "feed", "people", null, Duration.ofDays(1));
  }
}
