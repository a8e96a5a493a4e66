package dev.rollcall.e2e.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.SharedPlatform;
import dev.rollcall.e2e.Tenant;
import dev.rollcall.e2e.Tenants;
import dev.rollcall.e2e.random.Generator.Step;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Any sequence of requests gets the statuses and bodies that a plain model gives. Sequences run in
/// tenants of their own, several at a time. `-Drollcall.random.seed=N` plays the same ones again,
/// `-Drollcall.random.sequences=N` more or fewer of them, and `-Drollcall.random.seconds=N` bounds
/// the time.
@ExtendWith(SharedPlatform.class)
class RandomRequestsIT {
  private static final int SEQUENCES = Integer.getInteger("rollcall.random.sequences", 200);
  private static final int STEPS = 30;
  private static final int AT_ONCE = 6;
  private static final int FAILURES_MAX = 3;

  /// More than it takes to find the steps that a failure needs.
  private static final int TRIES_MAX = 2 * STEPS;

  private static final Duration TIME_MAX =
      Duration.ofSeconds(Integer.getInteger("rollcall.random.seconds", 60));

  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void any_sequence_gets_what_the_model_gives(Tenants tenants) throws Exception {
    long seed = Long.getLong("rollcall.random.seed", new Random().nextLong());
    System.out.println("RandomRequestsIT: -Drollcall.random.seed=" + seed);
    var failed = new ConcurrentLinkedQueue<Failed>();
    var played = new AtomicInteger();
    List<Tenant> unused = tenants.next(SEQUENCES);
    long deadline = System.nanoTime() + TIME_MAX.toNanos();
    try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int i = 0; i < SEQUENCES; i++) {
        int number = i;
        pool.execute(() -> {
          if (failed.size() < FAILURES_MAX && System.nanoTime() < deadline) {
            played(sequence(seed, number), unused.get(number))
                .ifPresent(difference -> failed.add(new Failed(number, difference)));
            played.incrementAndGet();
          }
        });
      }
    }
    System.out.println("RandomRequestsIT: " + played + " sequences of " + STEPS + " requests");
    List<String> shortest =
        failed.stream().map(it -> shortest(it, sequence(seed, it.number()), tenants)).toList();
    assertThat(shortest).as("seed " + seed).isEmpty();
  }

  /// A sequence that was answered otherwise than the model says.
  private record Failed(int number, String difference) {}

  private static List<Step> sequence(long seed, int number) {
    return new Generator(new Random(seed + number)).sequence(STEPS);
  }

  private Optional<String> played(List<Step> steps, Tenant tenant) {
    try {
      return new Player(http, tenant).play(steps);
    } catch (IOException e) {
      return Optional.of(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  /// Leaves out what a failure does not need, from the end to the beginning.
  private String shortest(Failed failed, List<Step> steps, Tenants tenants) {
    Iterator<Tenant> unused = tenants.next(TRIES_MAX).iterator();
    List<Step> needed = new ArrayList<>(steps);
    String difference =
        played(needed, unused.next()).orElse("this once, and not again:\n" + failed.difference());
    for (int chunk = steps.size() / 2; chunk >= 1; chunk /= 2) {
      for (int at = needed.size() - chunk; at >= 0; at -= chunk) {
        var fewer = new ArrayList<>(needed);
        fewer.subList(at, at + chunk).clear();
        Optional<String> still = played(fewer, unused.next());
        if (still.isPresent()) {
          needed = fewer;
          difference = still.get();
        }
      }
    }
    return needed.stream().map(Wire::text).collect(Collectors.joining("\n", "\n", "\n"))
        + "=> "
        + difference;
  }
}
