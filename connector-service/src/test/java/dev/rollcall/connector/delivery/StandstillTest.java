package dev.rollcall.connector.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class StandstillTest {
  private static final Duration LONG = Duration.ofDays(20);
  private static final LaneRates.Pause NONE = new LaneRates.Pause(Duration.ZERO, null);

  private long nanos;
  private final Standstill standstill = new Standstill(() -> nanos);

  @Test
  void a_pause_that_was_never_stored_holds_for_a_minute_and_no_longer() {
    assertThat(standstill.told(NONE)).isFalse();
    assertThat(standstill.heard(LONG)).isTrue();

    passes(Standstill.UNSTORED_MAX.minusSeconds(1));
    assertThat(standstill.told(NONE)).isFalse();
    assertThat(standstill.left()).isGreaterThan(Duration.ofDays(19));

    passes(Duration.ofSeconds(2));
    assertThat(standstill.told(NONE)).isTrue();
    assertThat(standstill.left()).isZero();
  }

  @Test
  void one_that_is_stored_holds_to_its_end() {
    standstill.heard(LONG);
    passes(Duration.ofDays(1));

    standstill.told(new LaneRates.Pause(LONG.minusDays(1), null));

    assertThat(standstill.left()).isEqualTo(LONG.minusDays(1));
  }

  @Test
  void one_that_a_person_lifted_at_another_instance_is_over() {
    standstill.told(NONE);
    standstill.heard(LONG);

    assertThat(standstill.told(new LaneRates.Pause(Duration.ZERO, Instant.EPOCH))).isTrue();
    assertThat(standstill.left()).isZero();
  }

  @Test
  void what_was_read_before_a_person_lifted_a_pause_comes_too_late() {
    standstill.told(new LaneRates.Pause(LONG, null));
    standstill.told(new LaneRates.Pause(Duration.ZERO, Instant.EPOCH));

    assertThat(standstill.told(new LaneRates.Pause(LONG, null))).isFalse();
    assertThat(standstill.left()).isZero();

    standstill.told(new LaneRates.Pause(LONG, Instant.EPOCH));
    assertThat(standstill.left()).as("one that came since").isEqualTo(LONG);
    standstill.told(new LaneRates.Pause(Duration.ZERO, Instant.EPOCH.plusSeconds(1)));
    assertThat(standstill.left()).isZero();
  }

  private void passes(Duration time) {
    nanos += time.toNanos();
  }
}
