package dev.rollcall.ingress.fairness.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TenantLoadTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final Share SHARE = new Share(4, 25, 2, Duration.ofSeconds(30));

  @Test
  void a_tenant_that_was_not_there_before_comes_in() {
    Verdict verdict = TenantLoad.none(SHARE, NOON).arrive(SHARE, NOON);
    assertThat(verdict).isEqualTo(new Verdict.Admitted(new TenantLoad(1, 1, NOON, Duration.ZERO)));
  }

  @Test
  void however_fast_they_come_none_is_refused_while_little_is_under_way() {
    TenantLoad load = TenantLoad.none(SHARE, NOON);
    for (int i = 0; i < 1_000; i++) {
      load = load.arrive(SHARE, NOON).load().left(Duration.ofMillis(3));
    }
    assertThat(load.arrive(SHARE, NOON)).isInstanceOf(Verdict.Admitted.class);
  }

  @Test
  void who_has_the_share_under_way_and_comes_faster_than_the_rate_is_refused() {
    var full = new TenantLoad(4, 0.5, NOON, Duration.ofMillis(2_100));
    assertThat(full.arrive(SHARE, NOON))
        .isEqualTo(new Verdict.Refused(full, Duration.ofSeconds(3)));
  }

  @Test
  void the_guaranteed_rate_is_let_in_whatever_is_under_way() {
    TenantLoad load = new TenantLoad(1_000, 0, NOON, Duration.ofSeconds(20));
    for (int i = 1; i <= 250; i++) {
      Verdict verdict = load.arrive(SHARE, NOON.plusMillis(40L * i));
      assertThat(verdict).as("request %s at 25/s", i).isInstanceOf(Verdict.Admitted.class);
      load = verdict.load();
    }
    assertThat(load.arrive(SHARE, NOON.plusMillis(40 * 250)))
        .as("one more than 25/s")
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void a_pause_gives_back_no_more_than_the_burst() {
    var rested = new TenantLoad(4, 0, NOON, Duration.ZERO);
    Instant later = NOON.plusSeconds(3_600);
    Verdict first = rested.arrive(SHARE, later);
    Verdict second = first.load().arrive(SHARE, later);
    assertThat(second).isInstanceOf(Verdict.Admitted.class);
    assertThat(second.load().arrive(SHARE, later)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void the_told_wait_is_as_long_as_requests_take_in_whole_seconds_within_bounds() {
    assertThat(told(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
    assertThat(told(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
    assertThat(told(Duration.ofMillis(2_001))).isEqualTo(Duration.ofSeconds(3));
    assertThat(told(Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void what_requests_take_follows_the_last_ones() {
    TenantLoad load = TenantLoad.none(SHARE, NOON);
    for (int i = 0; i < 100; i++) {
      load = load.left(Duration.ofSeconds(4));
    }
    assertThat(load.took()).isBetween(Duration.ofMillis(3_900), Duration.ofSeconds(4));
  }

  @Test
  void a_clock_that_is_set_back_takes_nothing() {
    var load = new TenantLoad(0, 1, NOON, Duration.ZERO);
    assertThat(load.arrive(SHARE, NOON.minusSeconds(60)).load().tokens()).isZero();
    assertThat(load.arrive(SHARE, NOON.minusSeconds(60))).isInstanceOf(Verdict.Admitted.class);
  }

  @Test
  void a_load_says_nothing_any_more_when_all_is_over_and_the_burst_is_back() {
    var ended = new TenantLoad(0, 0, NOON, Duration.ofSeconds(1));
    assertThat(ended.isNone(SHARE, NOON)).isFalse();
    assertThat(ended.isNone(SHARE, NOON.plusMillis(80))).isTrue();
    assertThat(new TenantLoad(1, 2, NOON, Duration.ZERO).isNone(SHARE, NOON)).isFalse();
  }

  private static Duration told(Duration took) {
    return ((Verdict.Refused) new TenantLoad(4, 0, NOON, took).arrive(SHARE, NOON)).retryAfter();
  }
}
