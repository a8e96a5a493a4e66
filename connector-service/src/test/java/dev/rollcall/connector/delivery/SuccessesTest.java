package dev.rollcall.connector.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SuccessesTest {
  private static final int TIMES = 200_000;
  private static final int TAKERS = 3;

  @Test
  void what_several_take_at_once_is_taken_once() throws InterruptedException {
    var successes = new Successes(() -> true, new TroubleStoreInMemory());
    var taken = new AtomicLong();
    var counted = new AtomicBoolean();
    var takers = new ArrayList<Thread>();
    for (int i = 0; i < TAKERS; i++) {
      takers.add(
          Thread.ofPlatform()
              .start(() -> {
                while (!counted.get()) {
                  taken.addAndGet(successes.take("app"));
                }
              }));
    }
    for (int i = 0; i < TIMES; i++) {
      successes.count("app");
    }
    counted.set(true);
    for (Thread taker : takers) {
      taker.join();
    }

    assertThat(taken.get() + successes.take("app")).isEqualTo(TIMES);
  }
}
