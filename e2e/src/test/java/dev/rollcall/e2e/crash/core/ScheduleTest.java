package dev.rollcall.e2e.crash.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.crash.core.Fault.Kind;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  @Test
  void a_seed_says_everything() {
    assertThat(Schedule.of(7, HOUR, PAUSE)).isEqualTo(Schedule.of(7, HOUR, PAUSE));
    assertThat(Schedule.of(7, HOUR, PAUSE)).isNotEqualTo(Schedule.of(8, HOUR, PAUSE));
  }

  @Test
  void an_hour_has_every_kind_of_fault() {
    var kinds = EnumSet.noneOf(Kind.class);
    Schedule.of(7, HOUR, PAUSE).forEach(it -> kinds.add(it.kind()));
    assertThat(kinds).containsExactlyInAnyOrder(Kind.values());
  }

  @Test
  void nobody_is_struck_while_it_is_struck() {
    List<Fault> faults = Schedule.of(7, HOUR, PAUSE);
    for (Fault first : faults) {
      for (Fault later : faults) {
        if (first.victim().equals(later.victim()) && first.at().compareTo(later.at()) < 0) {
          assertThat(later.at()).isGreaterThanOrEqualTo(first.at().plus(first.lasts()));
        }
      }
    }
  }

  @Test
  void now_and_then_a_decider_is_killed_while_nothing_else_is_wrong() {
    for (long seed = 0; seed < 50; seed++) {
      assertThat(alone(Schedule.of(seed, Duration.ofMinutes(1), PAUSE))).isPositive();
      assertThat(alone(Schedule.of(seed, HOUR, PAUSE))).isGreaterThan(8);
    }
  }

  @Test
  void and_a_server_is_away_until_everybody_must_have_noticed() {
    for (long seed = 0; seed < 50; seed++) {
      assertThat(Schedule.of(seed, Duration.ofMinutes(1), PAUSE))
          .anyMatch(it -> it.victim().equals(Fault.KAFKA) || it.victim().equals(Fault.POSTGRES))
          .anyMatch(it -> it.lasts().equals(Schedule.NOTICED));
    }
  }

  @Test
  void a_minute_has_every_kind_of_poison() {
    for (long seed = 0; seed < 50; seed++) {
      assertThat(Schedule.of(seed, Duration.ofMinutes(1), PAUSE))
          .filteredOn(it -> it.kind() == Kind.POISON)
          .extracting(Fault::victim)
          .containsExactlyInAnyOrder(
              Arrays.stream(Poison.values()).map(Poison::name).toArray(String[]::new));
    }
  }

  private static long alone(List<Fault> faults) {
    return faults.stream()
        .filter(it -> it.kind() == Kind.KILL && it.victim().startsWith("projection"))
        .filter(kill ->
            faults.stream()
                .allMatch(it ->
                    it.equals(kill)
                        || !it.disturbs()
                        || it.at().plus(it.lasts()).compareTo(kill.at().minus(Schedule.ALONE)) <= 0
                        || it.at().compareTo(kill.at().plus(Schedule.ALONE)) >= 0))
        .count();
  }
}
