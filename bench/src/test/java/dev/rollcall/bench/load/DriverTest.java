package dev.rollcall.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// The driver with one worker, under a clock of the test's own: each exchange takes 1 ms, the
/// hundredth a whole second.
final class DriverTest {
  private static final long MILLI = 1_000_000;
  private static final Duration LONG = Duration.ofHours(1);

  private final AtomicLong now = new AtomicLong(17);
  private final AtomicInteger calls = new AtomicInteger();
  private final Driver driver =
      new Driver(
          new Ticker() {
            @Override
            public long nanos() {
              return now.get();
            }

            @Override
            public void awaitUntil(long nanos) {
              now.accumulateAndGet(nanos, Math::max);
            }
          });

  @Test
  void a_closed_loop_sees_a_stall_once() throws InterruptedException {
    var measured = driver.run(load(new Pace.Closed(), LONG, 1000), this::stallingExchange);
    assertThat(measured.latencies().getTotalCount()).isEqualTo(1000);
    assertThat(measured.millisAt(99)).isCloseTo(1, within(0.01));
    assertThat(measured.millisAt(100)).isCloseTo(1000, within(1.0));
    assertThat(measured.perSecond()).isCloseTo(1000 / 1.999, within(0.01));
  }

  @Test
  void an_open_loop_counts_the_wait_of_every_request_behind_the_stall()
      throws InterruptedException {
    // 100 a second for 10 s: about a hundred requests were meant to start during the stall.
    var measured = driver.run(load(new Pace.Open(100), LONG, 1000), this::stallingExchange);
    assertThat(measured.latencies().getCountBetweenValues(20_000, 2_000_000)).isBetween(95L, 115L);
    assertThat(measured.millisAt(99)).isGreaterThan(800);
    assertThat(measured.millisAt(50)).isCloseTo(1, within(0.01));
  }

  @Test
  void an_open_loop_keeps_the_pace_when_the_server_does() throws InterruptedException {
    var measured =
        driver.run(load(new Pace.Open(100), Duration.ofSeconds(2), 9999), this::exchange);
    assertThat(measured.latencies().getTotalCount()).isEqualTo(200);
    assertThat(now.get() - 17).isEqualTo(199 * 10 * MILLI + MILLI);
  }

  @Test
  void a_closed_loop_ends_when_its_time_is_over() throws InterruptedException {
    driver.run(load(new Pace.Closed(), Duration.ofMillis(50), 9999), this::exchange);
    assertThat(calls).hasValue(50);
  }

  @Test
  void failures_are_counted_by_kind_and_have_no_latency() throws InterruptedException {
    var measured =
        driver.run(
            load(new Pace.Closed(), LONG, 10),
            () -> {
              exchange();
              return calls.get() % 5 == 0 ? Optional.of("status 503") : Optional.empty();
            });
    assertThat(measured.failures()).containsExactly(Map.entry("status 503", 2L));
    assertThat(measured.failed()).isEqualTo(2);
    assertThat(measured.latencies().getTotalCount()).isEqualTo(8);
  }

  @Test
  void several_workers_share_the_requests_of_a_run() throws InterruptedException {
    var load = new Load(new Pace.Closed(), 8, LONG, 500);
    var measured = driver.run(load, this::exchange);
    assertThat(calls).hasValue(500);
    assertThat(measured.latencies().getTotalCount()).isEqualTo(500);
  }

  private Optional<String> exchange() {
    calls.incrementAndGet();
    now.addAndGet(MILLI);
    return Optional.empty();
  }

  private Optional<String> stallingExchange() {
    if (calls.incrementAndGet() == 100) {
      now.addAndGet(1000 * MILLI);
    } else {
      now.addAndGet(MILLI);
    }
    return Optional.empty();
  }

  private static Load load(Pace pace, Duration duration, long requestsMax) {
    return new Load(pace, 1, duration, requestsMax);
  }
}
