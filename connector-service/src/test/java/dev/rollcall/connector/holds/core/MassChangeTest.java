package dev.rollcall.connector.holds.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From when on an act waits.
class MassChangeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, false",
    "0, 1000, false",
    // One person alone is no mass, however few there are.
    "1, 1, false",
    "2, 2, true",
    "2, 39, true",
    "2, 40, false",
    "50, 1000, false",
    "51, 1000, true",
    "50, 999, true",
    "50, 100000, false",
    "51, 100000, true"
  })
  void more_than_five_percent_or_fifty_people_wait(long leavers, long linked, boolean waits) {
    assertThat(MassChange.STANDARD.isMass(leavers, linked)).isEqualTo(waits);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1000000, 1000000"})
  void nothing_waits_where_it_is_switched_off(long leavers, long linked) {
    assertThat(MassChange.OFF.isMass(leavers, linked)).isFalse();
  }
}
