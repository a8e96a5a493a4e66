package dev.rollcall.connector.intake.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatheringTest {
  private static final Gathering.Rule RULE = Gathering.Rule.STANDARD;
  private static final int BACKLOG = 500;

  private final Gathering gathering = new Gathering(RULE, BACKLOG);
  private long nanos = Long.MAX_VALUE - 1;

  @Test
  void a_decision_that_comes_alone_waits_for_nothing() {
    assertThat(taken(1)).isZero();
    nanos += RULE.busyWithin().toNanos() + 1;
    assertThat(taken(1)).isZero();
  }

  @Test
  void behind_others_decisions_gather_for_a_moment() {
    taken(1);
    nanos += RULE.busyWithin().toNanos();
    assertThat(taken(1)).isEqualTo(RULE.pause());
  }

  @Test
  void a_backlog_is_taken_without_a_pause() {
    taken(BACKLOG);
    assertThat(taken(BACKLOG)).isZero();
  }

  private Duration taken(int records) {
    return gathering.taken(records, nanos);
  }
}
