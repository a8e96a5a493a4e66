package dev.rollcall.connector.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Judgement;
import dev.rollcall.connector.delivery.core.Verdict.Parked;
import dev.rollcall.connector.delivery.core.Verdict.TargetPaused;
import dev.rollcall.schemas.event.ResourceRef;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LonePausesTest extends LonePausesContract {
  private final TroubleStoreInMemory store = new TroubleStoreInMemory();

  @Override
  TroubleStore store() {
    return store;
  }

  @Test
  void a_pause_that_is_remembered_at_the_second_try_counts_once() {
    var it = new Instance();
    for (int pause = 1; pause < Judgement.LONE_PAUSES_MAX; pause++) {
      store.refuseOnce();
      assertThat(it.paused(POISON)).isInstanceOf(TargetPaused.class);
      it.acted(OTHER);
    }
    assertThat(store.pauses(LANE)).isEqualTo(Judgement.LONE_PAUSES_MAX - 1);
    assertThat(it.paused(POISON)).isInstanceOf(Parked.class);
  }

  @Test
  void at_a_target_that_fails_now_this_one_and_now_that_one_nobody_is_poison() {
    var random = new Random(30);
    var it = new Instance();
    for (int call = 0; call < 20_000; call++) {
      ResourceRef one = Facts.user("u" + random.nextInt(40));
      if (random.nextBoolean()) {
        assertThat(it.paused(one)).isInstanceOf(TargetPaused.class);
      } else {
        it.acted(one);
      }
    }
  }
}
