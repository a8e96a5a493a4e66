package dev.rollcall.ingress.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ingress.fairness.core.Share;
import dev.rollcall.ingress.fairness.core.Verdict.Admitted;
import dev.rollcall.ingress.fairness.core.Verdict.Refused;
import dev.rollcall.schemas.event.TenantId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AdmissionTest {
  private static final TenantId BUSY = new TenantId("busy");
  private static final TenantId CALM = new TenantId("calm");

  private final FakeClock clock = new FakeClock();
  private final Admission admission =
      new Admission(new Share(3, 25, 1, Duration.ofSeconds(30)), 2, clock);

  @Test
  void a_tenant_has_its_share_and_takes_nothing_of_another() {
    for (int i = 0; i < 3; i++) {
      assertThat(admission.enter(BUSY)).isInstanceOf(Admitted.class);
    }
    assertThat(admission.enter(BUSY)).isInstanceOf(Refused.class);
    assertThat(admission.enter(CALM)).isInstanceOf(Admitted.class);
  }

  @Test
  void a_place_given_back_can_be_taken_and_a_refusal_takes_none() {
    for (int i = 0; i < 5; i++) {
      admission.enter(BUSY);
    }
    admission.leave(BUSY, Duration.ofMillis(5));
    assertThat(admission.enter(BUSY)).isInstanceOf(Admitted.class);
    assertThat(admission.enter(BUSY)).isInstanceOf(Refused.class);
  }

  @Test
  void who_comes_back_when_told_to_is_let_in() {
    for (int i = 0; i < 3; i++) {
      admission.enter(BUSY);
    }
    var refused = (Refused) admission.enter(BUSY);
    clock.passes(refused.retryAfter());
    assertThat(admission.enter(BUSY)).isInstanceOf(Admitted.class);
  }

  @Test
  void tenants_that_are_gone_are_forgotten() {
    for (int i = 0; i < 1_000; i++) {
      var tenant = new TenantId("tenant-" + i);
      admission.enter(tenant);
      admission.leave(tenant, Duration.ofMillis(5));
      clock.passes(Duration.ofSeconds(1));
    }
    assertThat(admission.size()).isLessThanOrEqualTo(3);
  }
}
