package dev.rollcall.ingress.fairness.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.TenantId;
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
    assertThat(new Places(8, 2, 0).haveRoom(taken, weight, others)).isEqualTo(room);
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
