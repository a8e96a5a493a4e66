package dev.rollcall.ingress.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.TenantId;
import org.junit.jupiter.api.Test;

final class InFlightTest {
  private static final TenantId BUSY = new TenantId("busy");

  @Test
  void a_tenant_has_so_many_places_and_takes_none_of_another() {
    var inFlight = new InFlight(2);
    assertThat(inFlight.enter(BUSY)).isTrue();
    assertThat(inFlight.enter(BUSY)).isTrue();
    assertThat(inFlight.enter(BUSY)).isFalse();
    assertThat(inFlight.enter(new TenantId("other"))).isTrue();
  }

  @Test
  void a_place_given_back_can_be_taken_and_a_refusal_takes_none() {
    var inFlight = new InFlight(1);
    inFlight.enter(BUSY);
    inFlight.enter(BUSY);
    inFlight.leave(BUSY);
    assertThat(inFlight.enter(BUSY)).isTrue();
    assertThat(inFlight.enter(BUSY)).isFalse();
  }
}
