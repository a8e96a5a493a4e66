package dev.rollcall.connector.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  @Test
  void seconds_are_seconds() {
    assertThat(RetryAfter.parse(" 120 ", NOW)).contains(Duration.ofMinutes(2));
  }

  @Test
  void a_date_is_a_wait_until_then() {
    assertThat(RetryAfter.parse("Tue, 24 Nov 2026 10:01:30 GMT", NOW))
        .contains(Duration.ofSeconds(90));
  }

  @Test
  void a_date_in_an_obsolete_form_is_read_as_well() {
    assertThat(RetryAfter.parse("Tuesday, 24-Nov-26 10:01:30 GMT", NOW))
        .contains(Duration.ofSeconds(90));
    assertThat(RetryAfter.parse("Tue Nov 24 10:01:30 2026", NOW)).contains(Duration.ofSeconds(90));
    assertThat(RetryAfter.parse("Sun Dec  6 10:00:00 2026", NOW)).contains(Duration.ofDays(12));
  }

  @Test
  void a_year_of_two_digits_is_at_most_fifty_years_ahead() {
    assertThat(RetryAfter.parse("Tuesday, 24-Nov-76 10:00:00 GMT", NOW).orElseThrow())
        .isGreaterThan(Duration.ofDays(49 * 365));
    assertThat(RetryAfter.parse("Sunday, 06-Nov-94 08:49:37 GMT", NOW)).contains(Duration.ZERO);
  }

  @Test
  void a_date_that_is_past_is_no_wait() {
    assertThat(RetryAfter.parse("Tue, 24 Nov 2026 09:00:00 GMT", NOW)).contains(Duration.ZERO);
  }

  @Test
  void more_seconds_than_anybody_waits_are_a_long_wait_and_not_none() {
    assertThat(RetryAfter.parse("99999999999999999999", NOW).orElseThrow())
        .isGreaterThan(Duration.ofDays(3_650));
    assertThat(RetryAfter.parse("00000000000000000060", NOW)).contains(Duration.ofMinutes(1));
  }

  @Test
  void anything_else_is_nothing() {
    assertThat(RetryAfter.parse("soon", NOW)).isEmpty();
    assertThat(RetryAfter.parse("-5", NOW)).isEmpty();
    assertThat(RetryAfter.parse("", NOW)).isEmpty();
  }
}
