package dev.rollcall.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.crash.core.Checker;
import dev.rollcall.e2e.crash.core.Coverage;
import dev.rollcall.e2e.crash.core.Evidence;
import dev.rollcall.e2e.crash.core.Fault;
import dev.rollcall.e2e.crash.core.Schedule;
import dev.rollcall.e2e.crash.core.Told;
import dev.rollcall.e2e.crash.core.Violation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The platform is killed, frozen, cut off and starved of its servers while clients provision, and
/// must have kept every promise when all is calm. `-Dcrash.seed=N` repeats what happened to whom,
/// `-Dcrash.minutes=60` makes it an hour (docs/testing.md).
class CrashLoopIT {
  private static final Duration SHORT = Duration.ofMinutes(2);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(9);

  /// Longer than a lease, and than a target that says 429 at random is held to a low rate.
  private static final Duration CALM_MAX = Duration.ofMinutes(4);

  @Test
  void whatever_is_killed_no_promise_is_broken() throws Exception {
    long seed = Long.getLong("crash.seed", ThreadLocalRandom.current().nextInt(1_000_000));
    Duration time =
        Long.getLong("crash.minutes") == null
            ? SHORT
            : Duration.ofMinutes(Long.getLong("crash.minutes"));
    Path folder = Path.of("target", "crash", "seed-" + seed + "-" + System.currentTimeMillis());
    System.out.println("Crash loop: seed " + seed + ", " + folder);
    List<Fault> schedule = Schedule.of(seed, time, PAUSE_MAX);
    try (var run = CrashRun.start(folder, seed)) {
      run.nemesis().play(schedule);
      Evidence evidence = run.conclude(CALM_MAX);
      run.laps().over("for reading the rest");
      System.out.println(figures(evidence));
      System.out.println("Crash loop: " + run.laps());
      List<Violation> violations = Checker.check(evidence);
      assertThat(violations).as(() -> story(seed, folder, evidence)).isEmpty();
      assertThat(Coverage.lacking(evidence)).as(() -> story(seed, folder, evidence)).isEmpty();
    }
  }

  private static String figures(Evidence evidence) {
    Map<String, Long> told =
        evidence.history().stream()
            .collect(
                Collectors.groupingBy(
                    it ->
                        switch (it.told()) {
                          case Told.Ok _ -> "ok";
                          case Told.Refused _ -> "refused";
                          case Told.Unknown _ -> "unknown";
                        },
                    Collectors.counting()));
    return ("Crash loop: %d faults, calls %s, %d requests, %d decisions published, %d resources,"
            + " %d calls and changes at targets, %d events")
        .formatted(
            evidence.operations().faults().size(),
            told,
            evidence.logs().requests().size(),
            evidence.logs().decisions().size(),
            evidence.directory().size(),
            evidence.downstream().arrivals().size(),
            evidence.downstream().events().size());
  }

  private static String story(long seed, Path folder, Evidence evidence) {
    return "seed %d, logs in %s; what was done: %s"
        .formatted(
            seed,
            folder,
            evidence.operations().faults().stream()
                .map(it -> it.whole().from() + " to " + it.whole().to() + " " + it.fault())
                .collect(Collectors.joining("\n  ", "\n  ", "\n")));
  }
}
