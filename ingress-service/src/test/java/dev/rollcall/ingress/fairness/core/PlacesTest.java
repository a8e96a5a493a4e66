package dev.rollcall.ingress.fairness.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.TenantId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlacesTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final TenantId ANN = new TenantId("ann");
  private static final TenantId BOB = new TenantId("bob");

  @ParameterizedTest(name = "taken {0}, weight {1}, others {2}: {3}")
  @CsvSource({
    "0, 1, false, true",
    "7, 1, false, true",
    "8, 1, false, false",
    "7, 2, false, false",
    "1, 1, true, true",
    "2, 1, true, false",
    "7, 1, true, false",
    "0, 1000, true, true",
    "0, 1000, false, true",
    "1, 1000, false, false"
  })
  void there_is_room_for_so_much(int taken, int weight, boolean others, boolean room) {
    assertThat(new Places(8, 2, 0, 0).haveRoom(taken, weight, others)).isEqualTo(room);
  }

  @Test
  void what_was_taken_rests_in_proportion_beside_others_and_never_long() {
    var places = new Places(8, 2, 0, 50);
    assertThat(places.rest(Duration.ofMillis(30), true)).isEqualTo(Duration.ofMillis(15));
    assertThat(places.rest(Duration.ofMillis(30), false)).isZero();
    assertThat(places.rest(Duration.ofHours(1), true)).isEqualTo(Duration.ofSeconds(2));
    // A clock may be set back.
    assertThat(places.rest(Duration.ofMillis(-30), true)).isZero();
  }

  @Test
  void what_takes_long_weighs_more_until_it_goes_alone_beside_others() {
    var places = new Places(12, 4, 0, 100);
    Duration step = Duration.ofMillis(10);
    assertThat(Effort.UNKNOWN.weight(step, places)).isEqualTo(1);
    Effort brief = Effort.UNKNOWN.after(Duration.ofMillis(8)).after(Duration.ofMillis(9));
    assertThat(brief.weight(step, places)).isEqualTo(1);
    Effort longer = brief.after(Duration.ofMillis(100)).after(Duration.ofMillis(100));
    assertThat(longer.weight(step, places)).isEqualTo(4);
    Effort again = longer;
    for (int i = 0; i < 20; i++) {
      again = again.after(Duration.ofMillis(2));
    }
    assertThat(again.weight(step, places)).isEqualTo(1);
  }

  @Test
  void each_tenant_knows_when_another_one_was_there_last() {
    Neighbours alone = Neighbours.alone(ANN, NOON).seen(ANN, NOON.plusSeconds(1));
    assertThat(alone.othersAt(ANN)).isEqualTo(Instant.MIN);
    assertThat(alone.othersAt(BOB)).isEqualTo(NOON.plusSeconds(1));

    Neighbours both = alone.seen(BOB, NOON.plusSeconds(2)).seen(ANN, NOON.plusSeconds(9));
    assertThat(both.othersAt(ANN)).isEqualTo(NOON.plusSeconds(2));
    assertThat(both.othersAt(BOB)).isEqualTo(NOON.plusSeconds(9));
    assertThat(both.othersAt(new TenantId("cid"))).isEqualTo(NOON.plusSeconds(9));
  }
}
