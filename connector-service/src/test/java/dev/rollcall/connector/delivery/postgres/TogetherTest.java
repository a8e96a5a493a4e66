package dev.rollcall.connector.delivery.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class TogetherTest {
  private static final Together.Bounds BOUNDS = new Together.Bounds(3, Duration.ofSeconds(30));

  /// What the store was asked, and how it answers once it is let.
  private final List<List<String>> batches = new ArrayList<>();

  private final List<Sinks.One<Map<String, String>>> open = new ArrayList<>();
  private final Together<String, String> together =
      new Together<>(BOUNDS, item -> item, this::store);
  private final Map<String, String> results = new ConcurrentHashMap<>();

  private Mono<Map<String, String>> store(List<String> batch) {
    batches.add(batch);
    Sinks.One<Map<String, String>> answer = Sinks.one();
    open.add(answer);
    return answer.asMono();
  }

  private void put(String group, String item) {
    together.with(group, item).defaultIfEmpty("alone").subscribe(it -> results.put(item, it));
  }

  private void answer(int batch) {
    open.get(batch)
        .tryEmitValue(
            batches.get(batch).stream().collect(Collectors.toMap(it -> it, it -> "of " + batch)));
  }

  @Test
  void what_comes_alone_is_stored_at_once() {
    put("crm", "a");
    assertThat(batches).containsExactly(List.of("a"));
    answer(0);
    assertThat(results).containsExactly(Map.entry("a", "of 0"));
  }

  @Test
  void what_comes_meanwhile_is_stored_together_and_so_is_what_comes_then() {
    for (String item : List.of("a", "b", "c", "d", "e")) {
      put("crm", item);
    }
    answer(0);
    answer(1);
    put("crm", "f");
    answer(2);
    answer(3);
    put("crm", "g");
    assertThat(batches)
        .containsExactly(
            List.of("a"), List.of("b", "c", "d"), List.of("e"), List.of("f"), List.of("g"));
    assertThat(results).containsEntry("d", "of 1").containsEntry("f", "of 3").hasSize(6);
  }

  @Test
  void no_group_waits_for_another() {
    put("crm", "a");
    put("hr", "b");
    assertThat(batches).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void what_a_batch_does_not_answer_is_to_be_stored_alone() {
    put("crm", "a");
    put("crm", "b");
    put("crm", "c");
    answer(0);
    open.get(1).tryEmitValue(Map.of("c", "well"));
    assertThat(results).containsEntry("b", "alone").containsEntry("c", "well");
  }

  @Test
  void all_of_a_batch_that_fails_are_to_be_stored_alone_and_the_next_one_goes_on() {
    put("crm", "a");
    put("crm", "b");
    open.get(0).tryEmitError(new IllegalStateException("deadlock"));
    assertThat(results).containsExactly(Map.entry("a", "alone"));
    answer(1);
    assertThat(results).containsEntry("b", "of 1");
  }

  @Test
  void a_store_that_cannot_be_asked_keeps_nobody_waiting() {
    var broken =
        new Together<String, String>(
            BOUNDS,
            item -> item,
            _ -> {
              throw new IllegalStateException("closed");
            });
    for (int i = 0; i < 2; i++) {
      assertThat(broken.with("crm", "a").blockOptional()).isEmpty();
    }
  }

  @Test
  void what_gets_no_answer_is_not_waited_for_for_ever() {
    var hung =
        new Together<String, String>(
            new Together.Bounds(3, Duration.ofMillis(20)), item -> item, _ -> Mono.never());
    for (int i = 0; i < 2; i++) {
      assertThat(hung.with("crm", "a").blockOptional(Duration.ofSeconds(10))).isEmpty();
    }
  }

  @Test
  void nothing_is_lost_or_stored_twice_where_many_come_at_once() throws InterruptedException {
    int many = 2_000;
    var stored = new ConcurrentHashMap<String, Integer>();
    var underWay = new AtomicInteger();
    var atOnce = new AtomicInteger();
    var answered = new CountDownLatch(many);
    var busy =
        new Together<String, String>(
            BOUNDS,
            item -> item,
            batch ->
                Mono.fromCallable(
                        () -> {
                          atOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                          batch.forEach(it -> stored.merge(it, 1, Integer::sum));
                          underWay.decrementAndGet();
                          return batch.stream().collect(Collectors.toMap(it -> it, it -> "well"));
                        })
                    .subscribeOn(Schedulers.parallel()));
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < many; i++) {
        String item = "item " + i;
        threads.execute(() -> busy.with("crm", item).subscribe(_ -> answered.countDown()));
      }
      assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(stored).hasSize(many).allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
    assertThat(atOnce).hasValue(1);
  }
}
