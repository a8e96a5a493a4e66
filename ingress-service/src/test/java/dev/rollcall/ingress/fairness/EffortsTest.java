package dev.rollcall.ingress.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ingress.fairness.Efforts.Kind;
import dev.rollcall.ingress.fairness.core.Effort;
import dev.rollcall.schemas.event.TenantId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EffortsTest {
  private static final TenantId BUSY = new TenantId("busy");
  private static final Duration LONG = Duration.ofSeconds(1);

  private final Efforts efforts = new Efforts(2);

  @Test
  void each_tenant_and_each_kind_has_its_own() {
    efforts.took(BUSY, Kind.SEARCH, LONG);

    assertThat(efforts.of(BUSY, Kind.SEARCH).took()).isPositive();
    assertThat(efforts.of(BUSY, Kind.LOOKUP)).isEqualTo(Effort.UNKNOWN);
    assertThat(efforts.of(new TenantId("calm"), Kind.SEARCH)).isEqualTo(Effort.UNKNOWN);
  }

  @Test
  void those_that_were_there_last_are_kept() {
    efforts.took(BUSY, Kind.SEARCH, LONG);
    for (int i = 0; i < 4; i++) {
      efforts.took(new TenantId("tenant-" + i), Kind.SEARCH, LONG);
    }

    assertThat(efforts.of(BUSY, Kind.SEARCH)).isEqualTo(Effort.UNKNOWN);
    assertThat(efforts.of(new TenantId("tenant-3"), Kind.SEARCH).took()).isPositive();
  }
}
