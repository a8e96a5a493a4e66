package dev.rollcall.connector.delivery.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.delivery.core.Judgement.Lone;
import dev.rollcall.connector.delivery.core.Judgement.Moment;
import dev.rollcall.connector.delivery.core.Judgement.Past;
import dev.rollcall.connector.delivery.core.Verdict.Parked;
import dev.rollcall.connector.delivery.core.Verdict.RetryScheduled;
import dev.rollcall.connector.delivery.core.Verdict.TargetDisabled;
import dev.rollcall.connector.delivery.core.Verdict.TargetPaused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JudgementTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Past FIRST = new Past(0, null);

  private final Judgement judgement = new Judgement(RetrySchedule.STANDARD);

  /// kind | Retry-After in seconds -> verdict
  private static final String TABLE =
      """
      unreachable     |       -> retry 5s
      unreachable     | 120   -> pause 2m
      address_refused |       -> retry 5s
      timeout         |       -> retry 5s
      server_error    |       -> retry 5s
      server_error    | 120   -> pause 2m
      throttled       |       -> retry 5s
      throttled       | 0     -> pause 0s
      throttled       | 30    -> pause 30s
      throttled       | 90000 -> pause 25h
      throttled       | 345600 -> pause 96h
      server_error    | 345600 -> pause 96h
      throttled       | 999999999 -> pause 744h
      held_back       |       -> pause 1s
      unauthorized    |       -> retry 5s
      forbidden       |       -> retry 5s
      redirected      |       -> retry 5s
      refused         |       -> park
      refused         | 30    -> park
      not_ours        |       -> park
      conflict        |       -> retry 5s
      vanished        |       -> retry 5s
      stale           |       -> retry 5s
      unsubscribed    |       -> disable
      unusable_answer |       -> retry 5s
      """;

  static Stream<String> rows() {
    return TABLE.lines();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_first_failure_means(String row) {
    String[] sides = row.split("->", -1);
    String[] given = sides[0].split("\\|", -1);
    FailureKind kind = FailureKind.valueOf(given[0].strip().toUpperCase(Locale.ROOT));
    Duration retryAfter =
        given[1].isBlank() ? null : Duration.ofSeconds(Long.parseLong(given[1].strip()));

    Verdict verdict = judgement.judge(FIRST, failure(kind, retryAfter), new Moment(NOW, 0));

    assertThat(verdict).isEqualTo(verdict(sides[1].strip(), kind));
  }

  private static Verdict verdict(String text, FailureKind kind) {
    String[] words = text.split(" ", -1);
    return switch (words[0]) {
      case "retry" -> new RetryScheduled(1, NOW.plus(wait(words[1])), kind);
      case "pause" -> new TargetPaused(NOW.plus(wait(words[1])), kind);
      case "park" -> new Parked(1, kind);
      case "disable" -> new TargetDisabled(kind);
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Duration wait(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  @Test
  void the_waits_grow_to_four_hours_until_three_days_have_passed() {
    var waits = new ArrayList<Duration>();
    Instant now = NOW;
    Verdict verdict = judgement.judge(FIRST, trouble(), new Moment(now, 0));
    int failures = 0;
    while (verdict instanceof RetryScheduled(_, var dueAt, _)) {
      failures++;
      waits.add(Duration.between(now, dueAt));
      now = dueAt;
      verdict = judgement.judge(new Past(failures, NOW), trouble(), new Moment(now, 0));
    }

    assertThat(waits.subList(0, 9))
        .isEqualTo(
            List.of(
                wait("5s"),
                wait("30s"),
                wait("2m"),
                wait("10m"),
                wait("30m"),
                wait("1h"),
                wait("2h"),
                wait("4h"),
                wait("4h")));
    assertThat(verdict).isEqualTo(new Parked(failures + 1, FailureKind.TIMEOUT));
    assertThat(Duration.between(NOW, now)).isBetween(wait("68h"), wait("72h"));
  }

  @Test
  void jitter_moves_a_wait_by_a_fifth_at_most() {
    assertThat(judgement.judge(new Past(1, NOW), trouble(), new Moment(NOW, 1)))
        .isEqualTo(new RetryScheduled(2, NOW.plusSeconds(36), FailureKind.TIMEOUT));
    assertThat(judgement.judge(new Past(1, NOW), trouble(), new Moment(NOW, -1)))
        .isEqualTo(new RetryScheduled(2, NOW.plusSeconds(24), FailureKind.TIMEOUT));
  }

  @Test
  void a_target_that_asks_for_peace_for_ever_parks_the_key_in_the_end() {
    Failure failure = failure(FailureKind.THROTTLED, Duration.ofHours(4));

    assertThat(
            judgement.judge(
                new Past(0, NOW.minus(Duration.ofHours(67))), failure, new Moment(NOW, 0)))
        .isInstanceOf(TargetPaused.class);
    assertThat(
            judgement.judge(
                new Past(0, NOW.minus(Duration.ofHours(69))), failure, new Moment(NOW, 0)))
        .isEqualTo(new Parked(1, FailureKind.THROTTLED, NOW.plus(Duration.ofHours(4))));
  }

  @Test
  void a_long_pause_parks_nobody_and_is_not_taken_from_the_schedule() {
    var past = new Past(3, NOW.minus(Duration.ofHours(60)));
    Failure failure = failure(FailureKind.THROTTLED, Duration.ofDays(4));

    Verdict verdict = judgement.judge(past, failure, new Moment(NOW, 0));

    assertThat(verdict)
        .isEqualTo(new TargetPaused(NOW.plus(Duration.ofDays(4)), FailureKind.THROTTLED));
    Instant then = NOW.plus(Duration.ofDays(4));
    var behind = new Past(3, NOW.minus(Duration.ofHours(60)), then, null);
    assertThat(judgement.judge(behind, trouble(), new Moment(then, 0)))
        .isEqualTo(new RetryScheduled(4, then.plus(wait("10m")), FailureKind.TIMEOUT));
  }

  @Test
  void a_run_that_began_behind_a_long_pause_counts_from_its_beginning() {
    Instant first = NOW.minus(Duration.ofHours(71));
    var past = new Past(3, first, first.minus(Duration.ofDays(1)), null);

    assertThat(judgement.judge(past, trouble(), new Moment(NOW.plus(Duration.ofHours(1)), 0)))
        .isInstanceOf(Parked.class);
  }

  @Test
  void whoever_asked_for_a_pause_by_a_fault_comes_a_little_behind_the_others() {
    Instant until = NOW.plusSeconds(20);

    assertThat(Judgement.dueBehind(new TargetPaused(until, FailureKind.SERVER_ERROR), NOW))
        .isEqualTo(until.plusSeconds(2));
    assertThat(
            Judgement.dueBehind(
                new TargetPaused(NOW.plus(Duration.ofDays(1)), FailureKind.SERVER_ERROR), NOW))
        .isEqualTo(NOW.plus(Duration.ofDays(1)).plusSeconds(5));
    assertThat(Judgement.dueBehind(new TargetPaused(until, FailureKind.THROTTLED), NOW))
        .isEqualTo(until);
  }

  @Test
  void a_resource_that_alone_stops_the_target_again_and_again_is_parked_and_the_pause_kept_to() {
    Instant until = NOW.plusSeconds(120);
    var fault = new TargetPaused(until, FailureKind.SERVER_ERROR);

    assertThat(Judgement.lonely(fault, FIRST, new Lone(4, 100, 0))).isEqualTo(fault);
    assertThat(Judgement.lonely(fault, FIRST, new Lone(5, 5, 0)))
        .isEqualTo(new Parked(1, FailureKind.SERVER_ERROR, until));
    assertThat(Judgement.lonely(fault, FIRST, new Lone(5, 19, 5))).isEqualTo(fault);
    assertThat(Judgement.lonely(fault, FIRST, new Lone(5, 20, 5))).isInstanceOf(Parked.class);
  }

  private static Failure trouble() {
    return failure(FailureKind.TIMEOUT, null);
  }

  private static Failure failure(FailureKind kind, @Nullable Duration retryAfter) {
    return new Failure(kind, null, retryAfter, "");
  }
}
