package dev.rollcall.connector.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.delivery.core.Judgement;
import dev.rollcall.connector.delivery.core.Judgement.Past;
import dev.rollcall.connector.delivery.core.Verdict;
import dev.rollcall.connector.delivery.core.Verdict.Parked;
import dev.rollcall.connector.delivery.core.Verdict.TargetPaused;
import dev.rollcall.schemas.event.ResourceRef;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LonePausesTest {
  private static final Instant UNTIL = Instant.parse("2026-11-24T10:00:00Z");
  private static final ResourceRef POISON = Facts.user("poison");
  private static final ResourceRef OTHER = Facts.user("other");

  private final LonePauses pauses = new LonePauses();

  @Test
  void what_alone_stops_the_target_is_parked_when_it_did_so_often_enough() {
    for (int pause = 1; pause < Judgement.LONE_PAUSES_MAX; pause++) {
      assertThat(paused(POISON)).isInstanceOf(TargetPaused.class);
      pauses.acted(OTHER);
    }

    assertThat(paused(POISON)).isEqualTo(new Parked(1, FailureKind.SERVER_ERROR, UNTIL));
    // Whoever is let go by a person begins anew.
    assertThat(paused(POISON)).isInstanceOf(TargetPaused.class);
  }

  @Test
  void while_nobody_goes_through_the_trouble_is_the_targets() {
    for (int pause = 0; pause < 3 * Judgement.LONE_PAUSES_MAX; pause++) {
      assertThat(paused(POISON)).isInstanceOf(TargetPaused.class);
    }
  }

  @Test
  void whoever_goes_through_in_between_is_no_poison() {
    for (int pause = 0; pause < 3 * Judgement.LONE_PAUSES_MAX; pause++) {
      assertThat(paused(POISON)).isInstanceOf(TargetPaused.class);
      pauses.acted(POISON);
      pauses.acted(OTHER);
    }
  }

  @Test
  void too_much_at_once_is_nobodys_fault() {
    var tooMuch = new TargetPaused(UNTIL, FailureKind.THROTTLED);
    for (int pause = 0; pause < 3 * Judgement.LONE_PAUSES_MAX; pause++) {
      assertThat(pauses.judged(POISON, new Past(0, null), tooMuch)).isEqualTo(tooMuch);
      pauses.acted(OTHER);
    }
  }

  @Test
  void at_a_target_that_fails_now_this_one_and_now_that_one_nobody_is_poison() {
    var random = new Random(30);
    for (int call = 0; call < 20_000; call++) {
      ResourceRef one = Facts.user("u" + random.nextInt(40));
      if (random.nextBoolean()) {
        assertThat(paused(one)).isInstanceOf(TargetPaused.class);
      } else {
        pauses.acted(one);
      }
    }
  }

  @Test
  void two_that_are_poison_are_parked_both_where_many_go_through() {
    var parked = new HashSet<ResourceRef>();
    for (int round = 0; round < 2 * Judgement.LONE_PAUSES_MAX; round++) {
      for (ResourceRef poison : List.of(POISON, OTHER)) {
        if (!parked.contains(poison) && paused(poison) instanceof Parked) {
          parked.add(poison);
        }
        for (int act = 0; act < 5; act++) {
          pauses.acted(Facts.user("good-" + act));
        }
      }
    }
    assertThat(parked).containsExactlyInAnyOrder(POISON, OTHER);
  }

  @Test
  void so_many_are_remembered() {
    assertThat(paused(POISON)).isInstanceOf(TargetPaused.class);
    for (int other = 0; other < LonePauses.RESOURCES_MAX; other++) {
      paused(Facts.user("u" + other));
    }
    for (int pause = 1; pause < Judgement.LONE_PAUSES_MAX; pause++) {
      pauses.acted(OTHER);
      assertThat(paused(POISON)).isInstanceOf(TargetPaused.class);
    }
  }

  private Verdict paused(ResourceRef resource) {
    return pauses.judged(
        resource, new Past(0, null), new TargetPaused(UNTIL, FailureKind.SERVER_ERROR));
  }
}
