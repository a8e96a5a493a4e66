package dev.rollcall.connector.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.delivery.Ending.Stopped;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.Judgement;
import dev.rollcall.connector.delivery.core.Judgement.Past;
import dev.rollcall.connector.delivery.core.RetrySchedule;
import dev.rollcall.connector.delivery.core.Verdict;
import dev.rollcall.connector.delivery.core.Verdict.Parked;
import dev.rollcall.connector.delivery.core.Verdict.RetryScheduled;
import dev.rollcall.connector.delivery.core.Verdict.TargetPaused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/// What becomes of one key, attempt by attempt.
class VerdictsTest {
  private static final LaneRef LANE = new LaneRef("crm", "acme", false, "f");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration FIVE_HOURS = Duration.ofHours(5);
  private static final Failure POISON =
      new Failure(FailureKind.SERVER_ERROR, 503, FIVE_HOURS, "Out of order");
  private static final Failure SLOW = Failure.of(FailureKind.TIMEOUT, "No answer");
  private static final Failure STILL_ON = Failure.of(FailureKind.UNCONFIRMED, "Still on");

  private Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private final TroubleStoreInMemory store = new TroubleStoreInMemory();
  private final Successes successes = new Successes(() -> true, store);
  private final Verdicts verdicts =
      new Verdicts(
          LANE,
          _ -> {},
          new Verdicts.Rules(
              new Judgement(RetrySchedule.STANDARD),
              new SetClock(),
              () -> 0,
              successes,
              new LonePauses(store, successes)));
  private Past past = new Past(0, null);

  private final class SetClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  /// The key is tried, and left as it is stored.
  private Verdict fails(Failure failure, boolean progressed) {
    Turn turn = Turn.strict(Claims.of(LANE, "u1", past));
    Turn then = progressed ? turn.progressing() : turn;
    if (!(verdicts.beside(then, verdicts.on(then, failure)).block(PATIENCE)
        instanceof Stopped stopped)) {
      throw new AssertionError("It was not left by the failure");
    }
    Instant first = stopped.firstFailedAt();
    Instant pausedUntil = stopped.verdict().pausedUntil();
    past =
        new Past(
            failuresAfter(stopped.verdict()),
            first,
            pausedUntil == null ? past.stoodStillUntil() : pausedUntil,
            failure.kind() == FailureKind.UNCONFIRMED ? first : past.unconfirmedSince());
    return stopped.verdict();
  }

  private int failuresAfter(Verdict verdict) {
    return switch (verdict) {
      case RetryScheduled(var attempt, _, _) -> attempt;
      case Parked(var attempt, _, _) -> attempt;
      case TargetPaused _, Verdict.TargetDisabled _ -> past.failures();
    };
  }

  private void passes(Duration time) {
    now = now.plus(time);
  }

  @Test
  void whoever_asks_for_pauses_longer_than_any_wait_is_found_as_others_are() {
    for (int pause = 1; pause < Judgement.LONE_PAUSES_MAX; pause++) {
      assertThat(fails(POISON, false)).isInstanceOf(TargetPaused.class);
      passes(FIVE_HOURS);
      successes.count(LANE.targetId());
    }

    assertThat(fails(POISON, false))
        .isEqualTo(new Parked(1, FailureKind.SERVER_ERROR, now.plus(FIVE_HOURS)));
  }

  @Test
  void a_target_that_wants_long_pauses_and_serves_nobody_in_between_parks_nobody() {
    for (int pause = 0; pause < 3 * Judgement.LONE_PAUSES_MAX; pause++) {
      assertThat(fails(POISON, false)).isInstanceOf(TargetPaused.class);
      passes(FIVE_HOURS);
    }
  }

  @Test
  void a_leaver_who_is_not_off_behind_progress_has_the_whole_schedule() {
    assertThat(fails(SLOW, false)).isInstanceOf(RetryScheduled.class);
    passes(Duration.ofHours(71));

    assertThat(fails(STILL_ON, true))
        .isEqualTo(new RetryScheduled(1, now.plus(Duration.ofSeconds(5)), FailureKind.UNCONFIRMED));
    passes(Duration.ofHours(71));
    assertThat(fails(STILL_ON, true)).isInstanceOf(RetryScheduled.class);
    passes(Duration.ofHours(1));
    assertThat(fails(STILL_ON, true)).isInstanceOf(Parked.class);
  }

  @Test
  void other_trouble_in_between_does_not_end_the_run_of_a_leaver_who_is_not_off() {
    for (int hour = 0; hour < 68; hour++) {
      assertThat(fails(hour % 2 == 0 ? STILL_ON : SLOW, hour % 2 == 0))
          .isInstanceOf(RetryScheduled.class);
      passes(Duration.ofHours(1));
    }
    passes(Duration.ofHours(1));
    assertThat(fails(STILL_ON, true)).isInstanceOf(Parked.class);
  }

  @Test
  void the_time_of_a_long_pause_is_taken_from_nobody() {
    assertThat(fails(SLOW, false)).isInstanceOf(RetryScheduled.class);
    passes(Duration.ofHours(70));
    assertThat(fails(POISON, false)).isInstanceOf(TargetPaused.class);
    passes(FIVE_HOURS);

    assertThat(fails(SLOW, false)).isInstanceOf(RetryScheduled.class);
    passes(Duration.ofDays(3));
    assertThat(fails(SLOW, false)).isInstanceOf(Parked.class);
  }
}
