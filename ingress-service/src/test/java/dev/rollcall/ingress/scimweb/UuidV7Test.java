package dev.rollcall.ingress.scimweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class UuidV7Test {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00.123Z");

  @Test
  void it_has_the_time_the_version_and_the_variant() {
    UUID id = UUID.fromString(new UuidV7(Clock.fixed(NOW, ZoneOffset.UTC)).next());

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void no_two_of_one_moment_are_the_same() {
    var ids = new UuidV7(Clock.fixed(NOW, ZoneOffset.UTC));
    var seen = new HashSet<String>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(seen.add(ids.next())).isTrue();
    }
  }
}
