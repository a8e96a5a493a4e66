package dev.rollcall.connector.delivery.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Action.AddMembers;
import dev.rollcall.connector.delivery.core.Action.Create;
import dev.rollcall.connector.delivery.core.Action.Resolve;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What rate classes count, and how a rate is learned from a target that only says no.
class RatesTest {
  private static RateClass of(int permits, int seconds, int burst) {
    return new RateClass(
        "all",
        EnumSet.allOf(Operation.class),
        Set.of("User", "Group"),
        0,
        permits,
        Duration.ofSeconds(seconds),
        burst,
        RateClass.Counted.CALLS);
  }

  @Test
  void a_class_counts_its_operations_on_its_resources() {
    var creates =
        new RateClass(
            "c",
            Set.of(Operation.CREATE),
            Set.of("User"),
            0,
            1,
            Duration.ofSeconds(1),
            0,
            RateClass.Counted.CALLS);

    assertThat(creates.counts(Facts.user("u"), new Create(Works.ACTIVE))).isTrue();
    assertThat(creates.counts(Facts.group("g"), new Create(Works.ACTIVE))).isFalse();
    assertThat(creates.counts(Facts.user("u"), new Resolve(Works.ACTIVE))).isFalse();
  }

  @Test
  void a_class_of_long_bodies_counts_only_changes_of_many_members() {
    var large =
        new RateClass(
            "l",
            Set.of(Operation.MEMBERS),
            Set.of("Group"),
            500,
            5,
            Duration.ofSeconds(30),
            0,
            RateClass.Counted.CALLS);

    assertThat(large.counts(Facts.group("g"), adding(2))).isFalse();
    assertThat(large.counts(Facts.group("g"), adding(20))).isTrue();
  }

  @Test
  void a_class_of_members_counts_them_and_not_the_calls() {
    var members =
        new RateClass(
            "m",
            Set.of(Operation.MEMBERS),
            Set.of("Group"),
            0,
            100,
            Duration.ofHours(1),
            0,
            RateClass.Counted.MEMBERS);

    assertThat(members.members(Facts.group("g"), adding(20))).isEqualTo(20);
    assertThat(members.members(Facts.group("g"), adding(120))).as("all it takes").isEqualTo(100);
    assertThat(members.members(Facts.group("g"), new Create(Works.ACTIVE))).isZero();
    assertThat(of(3, 1, 0).members(Facts.group("g"), adding(20))).isZero();
    assertThat(members.window()).isBetween(Duration.ofMinutes(63), Duration.ofMinutes(64));
  }

  private static AddMembers adding(int members) {
    return new AddMembers("r1", Collections.nCopies(members, Works.joins("u")));
  }

  @ParameterizedTest
  @CsvSource({
    "3,1,0",
    "180,60,20",
    "600,60,180",
    "1000,3600,0",
    "20,30,0",
    "5,30,0",
    "1000,60,1000"
  })
  void what_is_used_is_nearly_all_and_never_more_in_any_period(
      int permits, int seconds, int burst) {
    RateClass rate = of(permits, seconds, burst);

    double inAPeriod = rate.atOnce() - 1 + Math.ceil(seconds * 1000 / rate.everyMillis());

    assertThat(inAPeriod).isLessThanOrEqualTo(permits);
    assertThat(1000 / rate.everyMillis() * seconds / permits).isCloseTo(0.95, within(0.001));
    assertThat(burst == 0 || rate.atOnce() <= burst).isTrue();
  }

  /// A target, a client that always has something to say, and a clock that nobody waits for.
  private static final class Run {
    private final double limit;
    private final Deque<Double> taken = new ArrayDeque<>();
    private double tokens;
    private double filledAt;
    private int accepted;
    private int refused;
    private @Nullable LearnedRate rate;
    private double taughtAt;

    Run(double limit) {
      this.limit = limit;
      this.tokens = Math.max(1, limit);
    }

    void last(double seconds) {
      double now = 0;
      while (now < seconds) {
        if (take(now)) {
          accepted++;
          taken.addLast(now);
          now += rate == null ? 0.01 : 1 / rate.perSecond(age(now));
        } else {
          refused++;
          now += 1;
          teach(now);
        }
      }
    }

    private boolean take(double now) {
      double capacity = Math.max(1, limit);
      tokens = Math.min(capacity, tokens + (now - filledAt) * limit);
      filledAt = now;
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    }

    private void teach(double now) {
      double from = rate == null ? now - 2 : Math.max(taughtAt, now - 60);
      taken.removeIf(at -> at < from);
      Duration age =
          rate == null ? Duration.ofSeconds(1) : Duration.ofMillis((long) ((now - from) * 1000));
      rate =
          LearnedRate.taught(
              rate,
              rate == null ? Duration.ZERO : age(now),
              new LearnedRate.Seen(taken.size(), taken.size() + 1, age, Duration.ofSeconds(1)));
      taughtAt = now;
    }

    private Duration age(double now) {
      return Duration.ofMillis(Math.round((now - taughtAt) * 1000));
    }
  }

  @ParameterizedTest
  @CsvSource({"0.2, 0.8, 10", "1, 0.9, 2", "3, 0.9, 1", "10, 0.9, 1", "50, 0.9, 1"})
  void a_rate_is_learned_from_refusals_and_hardly_any_are_needed(
      double limit, double used, int refusedPercent) {
    var run = new Run(limit);

    run.last(7200);

    assertThat(run.accepted / 7200.0 / limit).isGreaterThan(used);
    assertThat(run.refused * 100).isLessThanOrEqualTo(run.accepted * refusedPercent);
  }

  @Test
  void a_limit_that_is_gone_is_forgotten() {
    var rate = new LearnedRate(3, 200);

    assertThat(rate.perSecond(Duration.ZERO)).isCloseTo(2.79, within(0.01));
    assertThat(rate.perSecond(Duration.ofSeconds(67))).isCloseTo(3.0, within(0.01));
    assertThat(rate.isOver(Duration.ofMinutes(2))).isFalse();
    assertThat(rate.isOver(Duration.ofMinutes(5))).isTrue();
  }

  private static LearnedRate.Seen seen(int accepted, int seconds) {
    return new LearnedRate.Seen(
        accepted, accepted + 1, Duration.ofSeconds(seconds), Duration.ofSeconds(1));
  }

  @Test
  void one_refusal_at_a_quiet_target_is_not_believed_for_long() {
    LearnedRate hasty = LearnedRate.taught(null, Duration.ZERO, seen(0, 1));

    assertThat(hasty).isEqualTo(new LearnedRate(1, 10));
    assertThat(hasty.isOver(Duration.ofMinutes(3))).isTrue();
    assertThat(List.of(15, 30, 45).stream().map(it -> hasty.perSecond(Duration.ofSeconds(it))))
        .allMatch(it -> it > 1);
  }

  @Test
  void who_is_hardly_called_does_not_refuse_for_its_rate() {
    var known = new LearnedRate(3, 200);

    assertThat(LearnedRate.taught(known, Duration.ofSeconds(8), seen(2, 8))).isEqualTo(known);
    assertThat(LearnedRate.taught(known, Duration.ofSeconds(8), seen(4, 8)))
        .isEqualTo(new LearnedRate(0.5, 10));
    assertThat(LearnedRate.taught(known, Duration.ofSeconds(8), seen(14, 8)).callsToProbe())
        .isEqualTo(200);
  }

  @Test
  void a_rate_is_believed_for_the_longer_the_more_lessons_have_shown_it() {
    LearnedRate shown = LearnedRate.taught(null, Duration.ZERO, seen(4, 20));

    assertThat(shown).isEqualTo(new LearnedRate(1, 10));
    assertThat(LearnedRate.taught(shown, Duration.ofSeconds(5), seen(5, 5)).callsToProbe())
        .isEqualTo(30);
    LearnedRate again = LearnedRate.taught(shown, Duration.ofSeconds(15), seen(15, 15));
    assertThat(again.callsToProbe()).isEqualTo(30);
    assertThat(LearnedRate.taught(again, Duration.ofSeconds(31), seen(31, 31)).callsToProbe())
        .isEqualTo(90);
  }

  /// How many calls it took in how many seconds before a 429 that nothing was the matter with. By
  /// the rate that was learned before, the second, third and fourth of these were held to no more
  /// than 0.8, 1.1 and 3.3 calls a second for 140 s.
  @ParameterizedTest
  @CsvSource({"3, 60", "21, 30", "10, 10", "90, 30", "300, 30"})
  void an_accident_holds_nobody_up_for_long(int accepted, int seconds) {
    LearnedRate rate = LearnedRate.taught(null, Duration.ZERO, seen(accepted, seconds));

    double demand = (double) accepted / seconds;
    assertThat(rate.perSecond(Duration.ZERO)).isGreaterThan(0.9 * demand);
    assertThat(rate.perSecond(Duration.ofSeconds(36))).isGreaterThan(Math.max(3, 3 * demand));
    assertThat(rate.isOver(Duration.ofMinutes(2))).isTrue();
  }

  /// With the first lesson believed for up to 70 s it was 0.98 and 1.1 % in two minutes, and 0.99
  /// and 0.6 % in ten.
  @ParameterizedTest
  @CsvSource({"120", "300", "600"})
  void a_target_that_takes_three_a_second_is_kept_to_from_the_first_minutes(int seconds) {
    var run = new Run(3);

    run.last(seconds);

    assertThat(run.accepted / 3.0 / seconds).isGreaterThan(0.9);
    assertThat(run.refused * 100).isLessThanOrEqualTo(run.accepted);
  }

  @ParameterizedTest
  @CsvSource({"1", "6", "20"})
  void a_first_guess_that_is_wrong_is_soon_made_good(double guess) {
    var run = new Run(3);
    run.rate = new LearnedRate(guess, 10);

    run.last(300);

    assertThat(run.refused * 100).isLessThanOrEqualTo(run.accepted * 2);
  }

  /// As after a pause of the whole process, which looks as if the target had taken next to nothing.
  @Test
  void a_rate_that_is_far_too_low_is_given_up_within_minutes() {
    var wrong = new LearnedRate(0.14, 200);

    assertThat(wrong.perSecond(Duration.ofMinutes(3))).isGreaterThan(1);
    assertThat(wrong.isOver(Duration.ofMinutes(5))).isTrue();
  }

  @Test
  void a_quiet_target_that_refuses_at_random_is_not_strangled() {
    LearnedRate rate = LearnedRate.taught(null, Duration.ZERO, seen(0, 1));
    for (int i = 0; i < 100; i++) {
      rate = LearnedRate.taught(rate, Duration.ofSeconds(6), seen(2, 6));
    }

    assertThat(rate.perSecond(Duration.ZERO)).isGreaterThan(0.25);
    assertThat(rate.perSecond(Duration.ofMinutes(2))).isGreaterThan(1);
  }
}
