package dev.rollcall.ingress.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.ingress.fairness.core.Places;
import dev.rollcall.schemas.event.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

final class TurnsTest {
  private static final TenantId BUSY = new TenantId("busy");
  private static final TenantId CALM = new TenantId("calm");
  private static final Duration LASTS_MAX = Duration.ofMinutes(1);
  private static final Duration THERE_FOR = Duration.ofSeconds(10);
  private static final int PATIENCE_SECONDS = 20;

  private final FakeClock clock = new FakeClock();
  private final Activity activity = new Activity(THERE_FOR, clock);
  private final Turns turns = new Turns(new Places(3, 1, 0, 0), activity, LASTS_MAX, clock);

  @Test
  void a_tenant_that_is_alone_has_all_places() throws Exception {
    hold(1);
    hold(1);
    var third = take(BUSY, 1);
    var fourth = take(BUSY, 1);
    assertThat(third).isDone();
    assertThat(fourth).isNotDone();

    third.get().end();
    fourth.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void beside_others_a_tenant_has_few_until_they_are_gone() throws Exception {
    activity.seen(BUSY);
    activity.seen(CALM);
    var first = take(BUSY, 1);
    var second = take(BUSY, 1);
    assertThat(second).isNotDone();
    assertThat(take(CALM, 1)).isDone();

    clock.passes(THERE_FOR);
    first.get().end();
    second.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(take(BUSY, 1)).isDone();
  }

  @Test
  void turns_come_in_the_order_in_which_they_were_asked_for() throws Exception {
    var holding = take(BUSY, 3).get();
    var order = new ArrayList<Integer>();
    var all = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < 20; i++) {
      int number = i;
      // Three weigh as much as all places: none overtakes another on the way to its list.
      all.add(
          turns
              .take(BUSY, 3)
              .doOnNext(turn -> {
                order.add(number);
                turn.end();
              })
              .then()
              .toFuture());
    }
    holding.end();
    for (var each : all) {
      each.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(order).isSorted().hasSize(20);
  }

  @Test
  void what_weighs_more_than_all_places_goes_alone_and_is_not_overtaken() throws Exception {
    var small = take(BUSY, 1).get();
    var large = take(BUSY, 1_000);
    var behind = take(BUSY, 1);
    assertThat(large).isNotDone();
    assertThat(behind).isNotDone();

    small.end();
    var begun = large.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(behind).isNotDone();
    begun.end();
    behind.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void a_calm_pace_never_waits_however_long_everything_takes() {
    var granting = new Turns(new Places(3, 1, 25, 0), activity, LASTS_MAX, clock);
    activity.seen(BUSY);
    activity.seen(CALM);
    for (int i = 0; i < 500; i++) {
      clock.passes(Duration.ofMillis(40));
      assertThat(take(granting, CALM)).as("request %s at 25/s", i).isDone();
    }
  }

  @Test
  void who_comes_faster_has_nothing_beyond_the_places() throws Exception {
    var granting = new Turns(new Places(3, 1, 25, 0), activity, LASTS_MAX, clock);
    activity.seen(BUSY);
    activity.seen(CALM);
    for (int i = 0; i < 25; i++) {
      take(granting, BUSY).get(PATIENCE_SECONDS, TimeUnit.SECONDS).end();
    }
    take(granting, BUSY).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(take(granting, BUSY)).isNotDone();
  }

  @Test
  void beside_others_a_place_stays_empty_for_as_long_as_it_was_taken() throws Exception {
    var resting = new Turns(new Places(3, 1, 0, 100), activity, LASTS_MAX, clock);
    activity.seen(BUSY);
    activity.seen(CALM);
    Turn first = take(resting, BUSY).get();
    var second = take(resting, BUSY);
    Duration taken = Duration.ofMillis(300);
    clock.passes(taken);

    long endedNanos = System.nanoTime();
    first.end();
    // Said again, it does not come back sooner.
    first.end();
    assertThat(take(resting, CALM)).isDone();
    second.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(Duration.ofNanos(System.nanoTime() - endedNanos)).isGreaterThanOrEqualTo(taken);
  }

  @Test
  void who_is_alone_needs_no_rest_and_who_goes_away_takes_none() throws Exception {
    var resting = new Turns(new Places(1, 1, 0, 100), activity, LASTS_MAX, clock);
    Turn first = take(resting, BUSY).get();
    var gone = resting.take(BUSY, 1).subscribe();
    clock.passes(Duration.ofHours(1));
    activity.seen(CALM);
    gone.dispose();
    clock.passes(THERE_FOR);

    first.end();

    assertThat(take(resting, BUSY)).isDone();
    assertThat(resting.tenants()).isEqualTo(1);
  }

  @Test
  void tenants_that_are_gone_are_forgotten() throws Exception {
    var granting = new Turns(new Places(3, 1, 25, 0), activity, LASTS_MAX, clock);
    for (int i = 0; i < 3_000; i++) {
      take(granting, new TenantId("tenant-" + i)).get(PATIENCE_SECONDS, TimeUnit.SECONDS).end();
      clock.passes(Duration.ofSeconds(1));
    }
    assertThat(granting.tenants()).isLessThanOrEqualTo(1_000);
  }

  @Test
  void a_turn_ends_once_however_often_it_is_said() throws Exception {
    var first = take(BUSY, 3).get();
    first.end();
    first.end();
    hold(3);
    assertThat(take(BUSY, 1)).isNotDone();
  }

  @Test
  void who_does_not_wait_any_more_takes_no_turn() throws Exception {
    var holding = take(BUSY, 3).get();
    turns.take(BUSY, 3).subscribe().dispose();
    var next = take(BUSY, 3);
    holding.end();
    next.get(PATIENCE_SECONDS, TimeUnit.SECONDS).end();
    assertThat(turns.tenants()).isZero();
  }

  @Test
  void a_turn_that_is_over_cannot_be_claimed() throws Exception {
    Turn turn = take(BUSY, 3).get();
    turn.end();

    assertThat(turn.claim()).isFalse();
    assertThat(take(BUSY, 3).get().claim()).isTrue();
  }

  @Test
  void nobody_who_gives_up_in_the_moment_of_the_grant_keeps_a_place() throws Exception {
    for (int i = 0; i < 500; i++) {
      Turn holding = take(BUSY, 3).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      var gaveUp =
          turns
              .take(BUSY, 3)
              .timeout(Duration.ofNanos(1 + i % 50 * 20_000L))
              .filter(Turn::claim)
              .doOnNext(Turn::end)
              .onErrorComplete()
              .toFuture();
      LockSupport.parkNanos(i % 7 * 20_000L);
      holding.end();
      gaveUp.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    assertThat(take(BUSY, 3)).succeedsWithin(Duration.ofSeconds(PATIENCE_SECONDS));
  }

  @Test
  void what_is_granted_again_wakes_who_waits() throws Exception {
    var granting = new Turns(new Places(1, 1, 25, 0), activity, LASTS_MAX, clock);
    activity.seen(CALM);
    for (int i = 0; i < 25; i++) {
      assertThat(take(granting, BUSY)).isDone();
    }
    var waiting = take(granting, BUSY);
    assertThat(waiting).isNotDone();

    clock.passes(Duration.ofSeconds(1));

    assertThat(waiting).succeedsWithin(Duration.ofSeconds(PATIENCE_SECONDS));
  }

  @Test
  void a_turn_of_which_nothing_is_heard_is_over_after_a_while() throws Exception {
    hold(3);
    var next = take(BUSY, 3);
    clock.passes(LASTS_MAX.plusMillis(1));
    assertThat(next).isNotDone();
    assertThat(take(BUSY, 1)).isNotDone();
    next.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void many_threads_never_hold_more_than_the_places_and_leave_nothing_behind() throws Exception {
    var held = new AtomicInteger();
    var most = new AtomicInteger();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 2_000; i++) {
        all.add(
            CompletableFuture.runAsync(
                () -> {
                  Turn turn =
                      Objects.requireNonNull(
                          turns.take(BUSY, 1).block(Duration.ofSeconds(PATIENCE_SECONDS)));
                  most.accumulateAndGet(held.incrementAndGet(), Math::max);
                  held.decrementAndGet();
                  turn.end();
                },
                threads));
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(most.get()).isBetween(1, 3);
    assertThat(turns.tenants()).isZero();
  }

  private void hold(int weight) {
    assertThat(take(BUSY, weight)).isDone();
  }

  private CompletableFuture<Turn> take(TenantId tenant, int weight) {
    return future(turns.take(tenant, weight));
  }

  private static CompletableFuture<Turn> take(Turns granting, TenantId tenant) {
    return future(granting.take(tenant, 1));
  }

  private static CompletableFuture<Turn> future(Mono<Turn> taken) {
    var turn = new CompletableFuture<Turn>();
    taken.subscribe(turn::complete, turn::completeExceptionally);
    return turn;
  }
}
