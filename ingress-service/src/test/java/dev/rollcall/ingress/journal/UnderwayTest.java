package dev.rollcall.ingress.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.TenantId;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class UnderwayTest {
  private static final Fingerprint ONE = new Fingerprint(new TenantId("north"), "one");
  private static final Fingerprint OTHER = new Fingerprint(new TenantId("north"), "other");

  private final Underway underway = new Underway();

  @Test
  void whoever_comes_beside_an_equal_request_is_told_when_that_one_has_ended() {
    Underway.Begun first = underway.begin(ONE);
    Underway.Begun second = underway.begin(ONE);
    assertThat(hasEnded(first)).isTrue();
    var told = new AtomicBoolean();
    second.elderEnded().subscribe(_ -> {}, _ -> {}, () -> told.set(true));
    second.end().run();
    assertThat(told).isFalse();
    first.end().run();
    assertThat(told).isTrue();
  }

  @Test
  void other_requests_and_those_that_have_ended_are_nobodys_elders() {
    Underway.Begun first = underway.begin(ONE);
    assertThat(hasEnded(underway.begin(OTHER))).isTrue();
    first.end().run();
    assertThat(hasEnded(underway.begin(ONE))).isTrue();
  }

  private static boolean hasEnded(Underway.Begun begun) {
    var told = new AtomicBoolean();
    begun.elderEnded().subscribe(_ -> {}, _ -> {}, () -> told.set(true));
    return told.get();
  }
}
