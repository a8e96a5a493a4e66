package dev.rollcall.connector.delivery.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.delivery.core.BreakerRule.Run;
import dev.rollcall.connector.delivery.core.BreakerRule.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BreakerRuleTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  private final BreakerRule rule =
      new BreakerRule(3, Duration.ofSeconds(10), Duration.ofSeconds(60));

  @Test
  void one_resource_that_always_fails_does_not_stop_the_others() {
    assertThat(open(new Run(State.CLOSED, 0, 2), FailureKind.SERVER_ERROR)).isEmpty();
  }

  @Test
  void several_resources_that_fail_in_a_row_open_it() {
    assertThat(open(new Run(State.CLOSED, 0, 3), FailureKind.TIMEOUT))
        .contains(NOW.plusSeconds(10));
  }

  @Test
  void wrong_credentials_open_it_at_once() {
    assertThat(open(new Run(State.CLOSED, 0, 1), FailureKind.UNAUTHORIZED))
        .contains(NOW.plusSeconds(10));
  }

  @Test
  void what_is_forbidden_for_one_resource_does_not_open_it_and_for_several_does() {
    assertThat(open(new Run(State.CLOSED, 0, 1), FailureKind.FORBIDDEN)).isEmpty();
    assertThat(open(new Run(State.CLOSED, 0, 3), FailureKind.FORBIDDEN))
        .contains(NOW.plusSeconds(10));
  }

  @Test
  void refusals_never_open_it() {
    assertThat(open(new Run(State.CLOSED, 0, 50), FailureKind.REFUSED)).isEmpty();
    assertThat(open(new Run(State.HALF_OPEN, 1, 50), FailureKind.CONFLICT)).isEmpty();
    assertThat(open(new Run(State.CLOSED, 0, 50), FailureKind.THROTTLED)).isEmpty();
  }

  @Test
  void a_probe_that_fails_doubles_the_wait_up_to_a_limit() {
    assertThat(open(new Run(State.HALF_OPEN, 1, 1), FailureKind.UNREACHABLE))
        .contains(NOW.plusSeconds(20));
    assertThat(open(new Run(State.HALF_OPEN, 2, 1), FailureKind.UNREACHABLE))
        .contains(NOW.plusSeconds(40));
    assertThat(open(new Run(State.HALF_OPEN, 9, 1), FailureKind.UNREACHABLE))
        .contains(NOW.plusSeconds(60));
  }

  @Test
  void what_was_under_way_when_it_opened_opens_it_no_further() {
    assertThat(open(new Run(State.OPEN, 1, 16), FailureKind.TIMEOUT)).isEmpty();
    assertThat(open(new Run(State.OPEN, 1, 1), FailureKind.UNAUTHORIZED)).isEmpty();
  }

  private Optional<Instant> open(Run run, FailureKind kind) {
    return rule.openUntil(run, Failure.of(kind, ""), NOW);
  }

  @Test
  void what_failed_before_a_success_does_not_count() {
    Instant first = Instant.parse("2026-11-27T10:00:00Z");

    assertThat(BreakerRule.countsSince(first, null)).isEqualTo(first);
    assertThat(BreakerRule.countsSince(first, first.minusSeconds(1))).isEqualTo(first);
    assertThat(BreakerRule.countsSince(first, first.plusSeconds(1)))
        .isEqualTo(first.plusSeconds(1));
  }
}
