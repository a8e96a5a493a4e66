package dev.rollcall.connector.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.Body;
import dev.rollcall.connector.outbound.Reply.Answered;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);

  private final Refusals refusals = new Refusals(CLOCK, new Redaction(100));

  @ParameterizedTest
  @CsvSource({
    "301, REDIRECTED",
    "307, REDIRECTED",
    "400, REFUSED",
    "401, UNAUTHORIZED",
    "403, THROTTLED",
    "404, VANISHED",
    "405, REFUSED",
    "408, SERVER_ERROR",
    "409, CONFLICT",
    "410, REFUSED",
    "412, STALE",
    "413, REFUSED",
    "422, REFUSED",
    "429, THROTTLED",
    "500, SERVER_ERROR",
    "503, SERVER_ERROR"
  })
  void a_status_means(int status, FailureKind kind) {
    Failure failure = refusals.of(new Answered(status, Map.of("retry-after", "7"), Body.EMPTY));

    assertThat(failure).isEqualTo(new Failure(kind, status, Duration.ofSeconds(7), ""));
  }

  @Test
  void who_forbids_without_asking_for_a_pause_means_it() {
    Failure failure = refusals.of(new Answered(403, Map.of(), Body.EMPTY));

    assertThat(failure).isEqualTo(new Failure(FailureKind.FORBIDDEN, 403, null, ""));
  }
}
